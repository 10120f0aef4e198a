import { percent } from '../../../light-kit/formats.ts';
import type { Language } from '../../../light-kit/page-language.ts';
import { shareSent, storedCount } from '../outbox/kept.ts';
import type { KeptReport } from '../outbox/kept.ts';
import type { Doing } from '../outbox/outbox.ts';
import type { Words } from '../words/words.ts';

/** The state of a report on this phone in a few words, and how they look. */
export function mineState(
  report: KeptReport,
  doing: Doing,
  words: Words,
  language: Language,
): { readonly said: string; readonly look: 'calm' | 'warn' | 'good' | 'bad' } {
  const said = words.mineStates;
  const { stage, files, followed } = report;
  if (stage === 'draft') return { said: said.draft, look: 'calm' };
  if (stage === 'refused') return { said: said.refused, look: 'bad' };
  if (stage === 'done' && files.some(({ state }) => state === 'refused'))
    return { said: said.doneWithout, look: 'warn' };
  if (stage === 'done') return { said: followed ? said.followed : said.done, look: 'good' };
  if (stage === 'received') return { said: said.received(storedCount(report), files.length), look: 'calm' };
  if (doing.kind === 'sending' || doing.kind === 'proving')
    return { said: said.sending(percent(shareSent(report), language)), look: 'calm' };
  if (doing.kind === 'queued') return { said: said.queued, look: 'warn' };
  return { said: doing.reason === 'network' ? said.waitingNetwork : said.waitingServer, look: 'warn' };
}
