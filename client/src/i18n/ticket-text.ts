import { useLanguage } from './language.ts';
import { ticketEn } from './ticket-en.ts';
import { ticketVi } from './ticket-vi.ts';
import type { TicketDictionary } from './ticket-vi.ts';

const dictionaries: Record<'vi' | 'en', TicketDictionary> = { vi: ticketVi, en: ticketEn };

export const useTicketText = (): TicketDictionary => dictionaries[useLanguage()];
