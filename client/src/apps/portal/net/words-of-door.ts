// The few constants of contracts/api/report.ts, said again: importing them brings the schema library's shell along. A
// test holds both against each other.
export const TUS_VERSION = '1.0.0';
export const UPLOAD_TYPE = 'application/offset+octet-stream';
export const PROOF_HEADER = 'proof-of-work';

const MIB = 1_024 * 1_024;
export const MAX_PHOTOS = 5;
export const MAX_PHOTO_BYTES = 8 * MIB;
export const MAX_VIDEOS = 1;
export const MAX_VIDEO_BYTES = 30 * MIB;
export const VIDEO_TYPES: readonly string[] = ['video/mp4', 'video/quicktime', 'video/3gpp'];
