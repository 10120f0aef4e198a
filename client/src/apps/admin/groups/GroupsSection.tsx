import type { UnitGroup } from '@ioc/contracts/api/people';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { GROUPS_PATH, useAreaNames } from '../../../api/area-names.ts';
import { sendJson } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import { useList } from '../../../api/use-list.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { SectionHead } from '../SectionHead.tsx';
import { GroupDialog } from './GroupDialog.tsx';

const NAMED = 6;

interface CardProps {
  readonly group: UnitGroup;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function GroupCard({ group, onEdit, onRemove }: CardProps) {
  const text = useAccessText().groups;
  const format = useFormat();
  const language = useLanguage();
  const nameOf = useAreaNames(group.unitIds.map((id) => `unit:${id}`));
  const name = localName(language, group.name, group.nameEn);
  const units = group.unitIds.map((id) => nameOf(`unit:${id}`));
  const rest = units.length - NAMED;
  return (
    <li className="admin-card">
      <h3>{name}</h3>
      <p className="row-below">
        <code>{group.id}</code> · {text.unitCount(format.number(group.unitIds.length))} ·{' '}
        {group.usedBy > 0 ? text.usedBy(format.number(group.usedBy)) : text.unused}
      </p>
      <p className="group-units">
        {units.slice(0, NAMED).join(', ')}
        {rest > 0 && ` +${format.number(rest)}`}
      </p>
      <div className="form-ways">
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.editOf(name)}
          onClick={onEdit}
        >
          <Pencil aria-hidden="true" />
          {text.edit}
        </button>
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={`${text.remove}: ${name}`}
          onClick={onRemove}
        >
          <Trash2 aria-hidden="true" />
          {text.remove}
        </button>
      </div>
    </li>
  );
}

type Open =
  | { readonly kind: 'edit'; readonly group: UnitGroup | null }
  | { readonly kind: 'remove'; readonly group: UnitGroup };

/** `/admin/groups` */
export function GroupsSection() {
  const text = useAccessText();
  const format = useFormat();
  const list = useList<UnitGroup>(GROUPS_PATH);
  const [open, setOpen] = useState<Open | null>(null);
  const { say, place } = useNotices();
  const close = () => setOpen(null);
  const done = (words: string) => {
    close();
    say(words);
    list.reload();
    readAgain(GROUPS_PATH);
  };
  const remove = (group: UnitGroup) => {
    if (group.usedBy > 0) say(text.groups.cannotRemove(format.number(group.usedBy)));
    else setOpen({ kind: 'remove', group });
  };
  return (
    <>
      <SectionHead
        title={text.groups.title}
        lead={text.groups.lead}
        add={text.groups.add}
        onAdd={() => setOpen({ kind: 'edit', group: null })}
      />
      <ul className="admin-cards">
        {list.items.map((group) => (
          <GroupCard
            key={group.id}
            group={group}
            onEdit={() => setOpen({ kind: 'edit', group })}
            onRemove={() => remove(group)}
          />
        ))}
      </ul>
      <ListState list={list} empty={text.groups.empty} />
      {open?.kind === 'edit' && (
        <GroupDialog
          group={open.group}
          onClose={close}
          onSaved={(group) => done(text.groups.saved(group.name))}
        />
      )}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={text.groups.remove}
          question={text.groups.removeSure(open.group.name)}
          button={text.groups.remove}
          act={() => sendJson('DELETE', `${GROUPS_PATH}/${encodeURIComponent(open.group.id)}`)}
          onDone={() => done(text.groups.removed(open.group.name))}
          onClose={close}
        />
      )}
      {place}
    </>
  );
}
