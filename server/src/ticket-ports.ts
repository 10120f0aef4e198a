// What the desk of tickets needs of the counter where they come in. Features do not know each other: the counter provides
// these, the desk asks for them by name.
import type { ReadStream } from 'node:fs';
import type { SlaClock } from './work-calendar/work-calendar.ts';

export interface TicketService {
  readonly serviceCode: string;
  readonly name: string;
  readonly nameEn: string;
  readonly agency: string | null;
  readonly clock: SlaClock;
}
/** What can be reported, by service code. */
export type ServiceBook = ReadonlyMap<string, TicketService>;
export const SERVICE_BOOK = Symbol('service-book');

export interface CleanPicture {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
  /** How it looks, in 64 bits: near pictures differ in few of them. */
  readonly look: bigint;
}

/** Where pictures lie, and the gate through which they come in: written anew, without what a camera hides in them. */
export interface PictureRoom {
  /** Throws 413, 415 or 503. */
  clean(bytes: Buffer): Promise<CleanPicture>;
  write(file: string, bytes: Buffer): Promise<void>;
  /** Null: it is not there. */
  read(file: string): Promise<ReadStream | null>;
  remove(file: string): Promise<void>;
}
export const PICTURE_ROOM = Symbol('picture-room');
