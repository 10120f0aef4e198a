import type { WallRow, WallScreenRow } from '@ioc/contracts/stream/channels';
import { useSceneTitles } from '../../api/scenes.ts';
import { useAreaNames } from '../../api/area-names.ts';
import { screenStateOf } from '../../director/screen-state.ts';
import type { ScreenState } from '../../director/screen-state.ts';
import { useDirectorText } from '../../i18n/director-text.ts';
import { useFormat } from '../../i18n/language.ts';
import { useLiveness } from '../../stream/use-hub.tsx';

const NOT_FOLLOWING: ReadonlySet<ScreenState> = new Set<ScreenState>([
  'lagging',
  'silent',
  'never',
  'past',
  'unable',
]);

interface Props {
  readonly wall: WallRow;
  readonly said: ReadonlyMap<string, WallScreenRow>;
}

/** Who does what the wall says, and who does not: by what each screen itself said last. */
export function ScreenList({ wall, said }: Props) {
  const text = useDirectorText().remote;
  const format = useFormat();
  const titles = useSceneTitles();
  const { nowMs } = useLiveness();
  const nameOf = useAreaNames([...said.values()].map(({ shown }) => shown.area));
  const screens = wall.screens.map(({ id, name }) => {
    const word = said.get(id);
    return { id, name: word?.name ?? name, word, state: screenStateOf(wall, word, nowMs) };
  });
  const behind = screens.filter(({ state }) => NOT_FOLLOWING.has(state)).length;
  return (
    <section className="remote-screens" aria-labelledby="remote-screens">
      <h2 id="remote-screens">
        {text.screens}
        {screens.length > 0 && (
          <span data-good={behind === 0}>
            {behind === 0
              ? text.allFollow(format.number(screens.length))
              : text.behind(format.number(behind))}
          </span>
        )}
      </h2>
      {screens.length === 0 && <p className="remote-none">{text.noScreens}</p>}
      <ul>
        {screens.map(({ id, name, word, state }) => (
          <li key={id} data-state={state}>
            <strong>{name}</strong>
            <span className="remote-screen-state">{text.screen[state]}</span>
            {word && (
              <small className="figures">
                {titles.get(word.shown.scene) ?? word.shown.scene} · {nameOf(word.shown.area)} ·{' '}
                {text.seen(format.ago(nowMs - Date.parse(word.at)))}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
