/** @jsxImportSource preact */
import { SHAPES, iconName } from './shapes.ts';
import type { IconName } from './shapes.ts';

/** One drawing of the set, beside words and therefore silent to a screen reader. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** The drawing of a category: by the icon it names, else by its code, else the plain one. */
export function CategoryIcon({ icon, serviceCode }: { icon: string; serviceCode: string }) {
  return <Icon name={iconName(icon) ?? iconName(serviceCode) ?? 'other'} />;
}
