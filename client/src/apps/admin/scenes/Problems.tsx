import type { SceneProblem } from '@ioc/contracts/api/scenes';
import { useSceneText } from '../../../i18n/scene-text.ts';

interface Props {
  readonly problems: readonly SceneProblem[];
  /** Leads to the line. */
  readonly onLine?: (line: number) => void;
}

/** A choice of many words is told in full by its title. */
const MOST_CHARACTERS = 140;
const cut = (words: string): string =>
  words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS)}…` : words;

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
            <span title={message}>
              {at !== '' && <code>{at}</code>} {cut(message)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
