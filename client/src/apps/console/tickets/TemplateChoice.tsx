import type { AnswerTemplate } from '@ioc/contracts/api/ticket-desk';
import type { List } from '@ioc/contracts/api/list';
import { useResource } from '../../../api/resource.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';

export const TEMPLATES_PATH = '/api/v1/ticket-templates';
const TEMPLATES_MS = 60_000;
export const useTemplates = () => useResource<List<AnswerTemplate>>(TEMPLATES_PATH, TEMPLATES_MS);

/** Fills an answer in; nothing is shown where there is no template for the category. */
export function TemplateChoice({
  serviceCode,
  onPick,
}: {
  readonly serviceCode: string | null;
  readonly onPick: (body: string) => void;
}) {
  const text = useTicketText().dialog;
  const { value } = useTemplates();
  const fitting = (value?.items ?? []).filter(
    (one) => one.serviceCode === null || one.serviceCode === serviceCode,
  );
  if (fitting.length === 0) return null;
  return (
    <ChoiceField
      label={text.template}
      value=""
      options={[['', text.noTemplate], ...fitting.map(({ id, title }) => [id, title] as const)]}
      onPick={(id) => {
        const picked = fitting.find((one) => one.id === id);
        if (picked) onPick(picked.body);
      }}
    />
  );
}
