/** @jsxImportSource preact */
import type { ReportCategory } from '@ioc/contracts/api/report';
import type { Loaded } from '../../../light-kit/use-site.ts';
import { useOutbox } from '../outbox/this-phone.ts';
import { ReportForm } from './ReportForm.tsx';
import { SentPage } from './SentPage.tsx';

interface ReportPageProps {
  readonly id: string | null;
  readonly categories: Loaded<readonly ReportCategory[]>;
}

/** `/report`: the form; `/report?id=…` of a report that was sent: how far it has come. */
export function ReportPage({ id, categories }: ReportPageProps) {
  const outbox = useOutbox();
  const report = id === null ? null : outbox.get(id);
  if (report && report.stage !== 'draft') return <SentPage report={report} outbox={outbox} />;
  return <ReportForm key={id} id={id} categories={categories} outbox={outbox} />;
}
