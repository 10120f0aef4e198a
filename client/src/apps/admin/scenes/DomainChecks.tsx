import { DOMAINS } from '@ioc/contracts/words';
import type { Domain } from '@ioc/contracts/words';
import { useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';

interface Props {
  readonly domains: readonly Domain[] | undefined;
  readonly onDomains: (domains: readonly Domain[] | undefined) => void;
}

/** None ticked, or all of them: every domain, which is said by saying nothing. */
export function DomainChecks({ domains, onDomains }: Props) {
  const text = useSceneText().view;
  const words = useText();
  const chosen = new Set(domains);
  const toggle = (domain: Domain, isIn: boolean) => {
    const next = DOMAINS.filter((name) => (name === domain ? isIn : chosen.has(name)));
    onDomains(next.length > 0 && next.length < DOMAINS.length ? next : undefined);
  };
  return (
    <>
      <ul className="scene-domains" aria-label={text.domains}>
        {DOMAINS.map((domain) => (
          <li key={domain}>
            <label className="form-check">
              <input
                type="checkbox"
                checked={chosen.has(domain)}
                onChange={(event) => toggle(domain, event.target.checked)}
              />
              <span>{words.domain[domain]}</span>
            </label>
          </li>
        ))}
      </ul>
      {chosen.size === 0 && <p className="form-hint">{text.all}</p>}
    </>
  );
}
