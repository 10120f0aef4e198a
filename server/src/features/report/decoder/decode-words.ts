// What the server and the process that opens strangers' files say to each other.
import type { AttachmentKind, Refusal } from '@ioc/contracts/api/report';

export interface DecodeJob {
  readonly kind: AttachmentKind;
  /** Its path; or its bytes, where it lies nowhere. */
  readonly from: string | Uint8Array;
  /** The path that what is clean goes to, on disk before it is told; null: the bytes are answered. */
  readonly to: string | null;
  /** In hex: what the file must be. Null: nobody said. */
  readonly sha256: string | null;
}

export interface CleanFile {
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** See picture-look.ts. Null: a video. */
  readonly look: bigint | null;
  readonly bytes: number;
  readonly sha256: string;
  /** Null: it went to its path. */
  readonly clean: Uint8Array | null;
}

export type Decoded =
  | { readonly outcome: 'clean'; readonly file: CleanFile }
  | { readonly outcome: 'refused'; readonly reason: Refusal }
  /** Its hash is another one than was said. */
  | { readonly outcome: 'differs' }
  /** It took more of a processor than a file may; this process is of no use any more. */
  | { readonly outcome: 'endless' }
  /** Not the file's fault. */
  | { readonly outcome: 'failed'; readonly code: string | null };
