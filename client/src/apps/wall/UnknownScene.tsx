import type { Scene } from '@ioc/contracts/scene';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { PageHeader } from '../../shell/PageHeader.tsx';

interface Props {
  readonly asked: string;
  readonly scenes: readonly Scene[];
}

/** An address that names no scene says so, and names those there are. */
export function UnknownScene({ asked, scenes }: Props) {
  const text = useText().wall;
  const language = useLanguage();
  return (
    <div className="wall">
      <PageHeader title={text.unknownScene} />
      <main id="content" className="unknown-scene" tabIndex={-1}>
        <p>{text.unknownSceneHint(asked)}</p>
        <ul>
          {scenes.map(({ id, title, owner }) => (
            <li key={id}>
              <a href={`/wall/${encodeURIComponent(id)}`}>
                <strong>{localName(language, title.vi, title.en)}</strong>
                <span>{localName(language, owner.vi, owner.en)}</span>
              </a>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
