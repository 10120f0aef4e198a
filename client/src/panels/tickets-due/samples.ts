import { sampleTicket, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const ticketsDueSamples = samplesOfStates(
  { tickets: Array.from({ length: 9 }, (_, index) => sampleTicket(index, { closed: index > 6 })) },
  { units: { items: [], next: null } },
);
