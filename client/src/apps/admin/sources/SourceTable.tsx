import type { InstanceView } from '@ioc/contracts/api/sources';
import type { SourceHealth } from '@ioc/contracts/source';
import { Eye, Lock, Pencil, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { problemWords } from '../../../data-kit/problem-words.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { SourceStateMark } from '../../../marks/SourceStateMark.tsx';
import { isPlainPress, goTo } from '../use-section.ts';
import { sourceAddress } from './source-path.ts';

interface RowProps {
  readonly source: InstanceView;
  readonly health: SourceHealth | undefined;
  readonly onSwitch: (source: InstanceView, enabled: boolean) => Promise<void>;
  readonly onRemove: (source: InstanceView) => void;
}

function Name({ source, name }: { readonly source: InstanceView; readonly name: string }) {
  const text = useDataText();
  const address = sourceAddress(source.id);
  return (
    <>
      <a
        className="row-name"
        href={address}
        onClick={(event) => {
          if (!isPlainPress(event)) return;
          event.preventDefault();
          goTo(address);
        }}
      >
        {name}
      </a>
      <span className="row-below">
        <code>{source.id}</code> · {source.connector} · {text.transport[source.transport]}
      </span>
      {source.managedBy === 'settings' && (
        <span className="state-chip" data-tone="quiet" title={text.sources.readOnlyWhy}>
          <Lock aria-hidden="true" />
          {text.sources.bySettings}
        </span>
      )}
    </>
  );
}

function State({ source, health }: Pick<RowProps, 'source' | 'health'>) {
  const text = useDataText();
  const language = useLanguage();
  const state = source.enabled ? health?.state : 'off';
  return (
    <>
      {state ? <SourceStateMark state={state} /> : <span className="row-none">{text.sources.unheard}</span>}
      {source.problem !== null && (
        <p className="source-problem">
          <TriangleAlert aria-hidden="true" />
          <span>
            {text.sources.cannotRun}: {problemWords(source.problem, text.problems, language)}
          </span>
        </p>
      )}
    </>
  );
}

function Letters({ source, health, name }: Pick<RowProps, 'source' | 'health'> & { readonly name: string }) {
  const text = useDataText().sources;
  const format = useFormat();
  const count = health?.deadLetters ?? 0;
  if (count === 0) return <>0</>;
  return (
    <a
      className="row-name"
      href={`/console#deadLetters?source=${encodeURIComponent(source.id)}`}
      aria-label={text.seeLetters(format.number(count), name)}
    >
      {format.number(count)}
    </a>
  );
}

function Switch({
  source,
  name,
  onSwitch,
}: Pick<RowProps, 'source' | 'onSwitch'> & { readonly name: string }) {
  const text = useDataText().sources;
  const [busy, setBusy] = useState(false);
  return (
    <button
      type="button"
      role="switch"
      className="toggle"
      aria-checked={source.enabled}
      aria-label={text.switchOf(name)}
      disabled={busy || source.managedBy === 'settings'}
      onClick={() => {
        setBusy(true);
        void onSwitch(source, !source.enabled).finally(() => setBusy(false));
      }}
    >
      <i aria-hidden="true" />
    </button>
  );
}

function Ways({ source, name, onRemove }: Pick<RowProps, 'source' | 'onRemove'> & { readonly name: string }) {
  const text = useDataText().sources;
  const isOurs = source.managedBy === 'page';
  const Icon = isOurs ? Pencil : Eye;
  return (
    <div className="source-ways">
      <button
        type="button"
        className="button"
        data-quiet="true"
        aria-label={isOurs ? text.editOf(name) : text.lookAt(name)}
        onClick={() => goTo(sourceAddress(source.id))}
      >
        <Icon aria-hidden="true" />
        {isOurs ? text.edit : text.look}
      </button>
      {isOurs && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={`${text.remove}: ${name}`}
          onClick={() => onRemove(source)}
        >
          <Trash2 aria-hidden="true" />
          {text.remove}
        </button>
      )}
    </div>
  );
}

function Row({ source, health, onSwitch, onRemove }: RowProps) {
  const text = useDataText().sources;
  const format = useFormat();
  const name = localName(useLanguage(), source.name, source.nameEn);
  const heard = health?.lastReceivedAt ?? null;
  return (
    <tr data-quiet={!source.enabled}>
      <th scope="row">
        <Name source={source} name={name} />
      </th>
      <td data-label={text.state}>
        <State source={source} health={health} />
      </td>
      <td data-label={text.heard} className="figures">
        {heard === null ? text.never : format.dateTime(heard)}
      </td>
      <td data-label={text.stored} className="figures" data-number="true">
        {format.number(health?.stored ?? 0)}
      </td>
      <td data-label={text.letters} className="figures" data-number="true">
        <Letters source={source} health={health} name={name} />
      </td>
      <td data-label={text.enabled}>
        <Switch source={source} name={name} onSwitch={onSwitch} />
      </td>
      <td className="row-ways">
        <Ways source={source} name={name} onRemove={onRemove} />
      </td>
    </tr>
  );
}

interface Props extends Pick<RowProps, 'onSwitch' | 'onRemove'> {
  readonly sources: readonly InstanceView[];
  readonly health: ReadonlyMap<string, SourceHealth>;
}

/** A table; on a phone each row is a card. */
export function SourceTable({ sources, health, onSwitch, onRemove }: Props) {
  const text = useDataText().sources;
  const { actions } = useAccessText().admin;
  return (
    <table className="admin-table source-table">
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col">{text.state}</th>
          <th scope="col">{text.heard}</th>
          <th scope="col" data-number="true">
            {text.stored}
          </th>
          <th scope="col" data-number="true">
            {text.letters}
          </th>
          <th scope="col">{text.enabled}</th>
          <td>
            <span className="sr-only">{actions}</span>
          </td>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <Row
            key={source.id}
            source={source}
            health={health.get(source.id)}
            onSwitch={onSwitch}
            onRemove={onRemove}
          />
        ))}
      </tbody>
    </table>
  );
}
