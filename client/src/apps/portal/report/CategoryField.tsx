/** @jsxImportSource preact */
import type { ReportCategory } from '@ioc/contracts/api/report';
import { useRef, useState } from 'preact/hooks';
import type { Loaded } from '../../../light-kit/use-site.ts';
import { CategoryIcon, Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { ErrorText, Section, described, fieldId } from './Field.tsx';
import type { FieldState } from './Field.tsx';

const URGENT_GROUP = 'khan-cap';

interface CategoryFieldProps extends FieldState {
  readonly categories: Loaded<readonly ReportCategory[]>;
  readonly chosen: string | null;
  readonly onChoose: (serviceCode: string) => void;
}

/** The grid of what can be reported; on a phone it folds to the chosen tile after a tap, never after an arrow key. */
export function CategoryField({ categories, chosen, onChoose, errors }: CategoryFieldProps) {
  const { words } = usePortal();
  const [folded, setFolded] = useState(chosen !== null);
  const tappedRef = useRef(false);
  const selected = categories.value?.find(({ serviceCode }) => serviceCode === chosen);
  const choose = (serviceCode: string) => {
    onChoose(serviceCode);
    if (tappedRef.current) setFolded(true);
  };

  return (
    <Section
      step={1}
      title={words.category}
      done={selected !== undefined}
      class={folded && selected ? 'folded' : ''}
    >
      <ErrorText field="serviceCode" error={errors.serviceCode} />
      {!categories.value && <ListState failed={categories.failed} />}
      {selected && (
        <div class="chosen">
          <Tile category={selected} />
          <button type="button" class="quiet" onClick={() => setFolded(false)}>
            {words.changeCategory}
          </button>
        </div>
      )}
      {categories.value && (
        <fieldset class="tiles">
          <legend class="sr-only">{words.category}</legend>
          {categories.value.map((category, index) => (
            <label key={category.serviceCode} class="tile-choice">
              <input
                type="radio"
                name="serviceCode"
                id={index === 0 ? fieldId('serviceCode') : undefined}
                checked={category.serviceCode === chosen}
                onPointerDown={() => (tappedRef.current = true)}
                onKeyDown={() => (tappedRef.current = false)}
                onChange={() => choose(category.serviceCode)}
                {...described('serviceCode', errors)}
              />
              <Tile category={category} />
            </label>
          ))}
        </fieldset>
      )}
      {selected?.group === URGENT_GROUP && (
        <div class="notice bad" role="alert">
          <span>{words.urgentCategory}</span>
          <a class="button" href="tel:114">
            <Icon name="phone" />
            114
          </a>
        </div>
      )}
    </Section>
  );
}

function Tile({ category }: { category: ReportCategory }) {
  const { language } = usePortal();
  return (
    <span class="tile" data-group={category.group}>
      <CategoryIcon icon={category.icon} serviceCode={category.serviceCode} />
      <span class="tile-name">{language === 'vi' ? category.name : category.nameEn}</span>
    </span>
  );
}

function ListState({ failed }: { failed: boolean }) {
  const { words } = usePortal();
  return (
    <>
      <p class={failed ? 'notice warn' : 'sr-only'} aria-live="polite">
        {failed ? words.categoriesFailed : words.categoriesLoading}
      </p>
      <div class="tiles" aria-hidden="true">
        {Array.from({ length: 9 }, (_, index) => (
          <span key={index} class="tile ghost" />
        ))}
      </div>
    </>
  );
}
