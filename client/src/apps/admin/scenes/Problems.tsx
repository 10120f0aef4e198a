import type { SceneProblem } from '@ioc/contracts/api/scenes';
import { useSceneText } from '../../../i18n/scene-text.ts';

interface Props {
  readonly problems: readonly SceneProblem[];
  /** Leads to the line. */
  readonly onLine?: (line: number) => void;
}

/** What is wrong with a text, each with its line. */
export function Problems({ problems, onLine }: Props) {
  const text = useSceneText().yaml;
  if (problems.length === 0) return null;
  return (
    <ul className="scene-problems">
      {problems.map(({ line, at, message }) => {
        const where = text.line(String(line));
        return (
          <li key={`${line} ${at} ${message}`}>
            {onLine ? (
              <button type="button" className="link-button" onClick={() => onLine(line)}>
                {where}
              </button>
            ) : (
              <strong>{where}</strong>
            )}
            <span>
              {at !== '' && <code>{at}</code>} {message}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
