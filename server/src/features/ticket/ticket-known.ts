// A ticket as its newest word left it, with what the desk keeps beside it: all that a step must know.
import type { SaidTicket } from '../../ticket-word.ts';

/** In the data of a fact: whose step it was, and what it changed. Another's later word may carry it along: `at` tells. */
export interface Word {
  readonly at: string;
  readonly by: string;
  readonly byId: string;
  readonly step: string;
  readonly before?: {
    readonly state: string;
    readonly agency: string | null;
    readonly dueAt: string | null;
    readonly closedAt: string | null;
    readonly pausedFrom: string | null;
    readonly holder: { readonly id: string; readonly name: string } | null;
  };
}

export type KnownTicket = SaidTicket & {
  readonly revision: number;
  readonly openedAt: string;
  /** The newest step of the desk; null: the newest word is the source's own. */
  readonly word: Word | null;
  readonly desk: {
    readonly holderId: string | null;
    readonly holderName: string | null;
    readonly pausedSince: string | null;
    readonly pausedFrom: string | null;
    readonly hasAppointment: boolean;
    readonly into: { readonly source: string; readonly id: string; readonly stateBefore: string } | null;
    readonly merged: number;
    readonly picturesAfter: number;
  };
};

/** The step that made the newest word; null: it is not the desk's. */
export const newestStep = ({ word, observedAt }: Pick<KnownTicket, 'word' | 'observedAt'>): Word | null =>
  word && Date.parse(word.at) === Date.parse(observedAt) ? word : null;
