import type { DeskFilter } from '../features/ticket/desk-list.repository.ts';

/** Every ticket of the desk, newest first, as the list asks when nothing narrows it. */
export const EVERY_TICKET: DeskFilter = {
  limit: 200,
  order: 'newest',
  unitIds: null,
  holderId: null,
  overdueAt: null,
  words: [],
  after: null,
};
