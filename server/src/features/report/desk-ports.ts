// The counter's side of what the desk of tickets needs (ticket-ports.ts).
import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import path from 'node:path';
import type { Provider } from '@nestjs/common';
import type { Config } from '../../config.ts';
import { PICTURE_ROOM, SERVICE_BOOK, type PictureRoom } from '../../ticket-ports.ts';
import { CONFIG } from '../../tokens.ts';
import { CATEGORIES } from './categories.ts';
import { PhotoCleaner } from './photo-cleaner.ts';
import { UploadStore } from './upload-store.ts';
import { pictureFolderIn } from '../../pictures/picture-folder.ts';

function pictureRoom(cleaner: PhotoCleaner, uploads: UploadStore, { worldDir }: Config): PictureRoom {
  const folder = pictureFolderIn(worldDir);
  return {
    clean: (bytes) => cleaner.clean(bytes),
    write: (file, bytes) => uploads.write(file, bytes),
    remove: (file) => uploads.remove(file),
    read: (file) => opened(path.join(folder, path.basename(file))),
  };
}

async function opened(file: string): Promise<ReadStream | null> {
  const stream = createReadStream(file);
  try {
    await once(stream, 'open');
    return stream;
  } catch {
    return null;
  }
}

export const deskPorts: Provider[] = [
  { provide: SERVICE_BOOK, useExisting: CATEGORIES },
  { provide: PICTURE_ROOM, useFactory: pictureRoom, inject: [PhotoCleaner, UploadStore, CONFIG] },
];
