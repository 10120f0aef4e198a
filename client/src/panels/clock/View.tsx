import { useFormat } from '../../i18n/language.ts';
import './clock.css';

/** The hour in large figures, the date in words. */
export function ClockView({ model }: { readonly model: { readonly atMs: number } }) {
  const format = useFormat();
  return (
    <p className="clock figures">
      <time dateTime={new Date(model.atMs).toISOString()}>{format.timeWithSeconds(model.atMs)}</time>
      <span>{format.longDate(model.atMs)}</span>
    </p>
  );
}
