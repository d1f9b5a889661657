import { classNames } from '@passbell/ui/class-names';
import { memo } from 'react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';
import { categoryIcon } from '../category-icon.ts';
import type { MenuPage } from '../menu-sections.ts';
import { tintStyle } from '../tint-style.ts';

interface CategoryRailProps {
  readonly pages: readonly MenuPage[];
  readonly activeId: string | null;
  readonly onShow: (pageId: string) => void;
}

/** The sections of the menu. Each keeps its place and its colour: hands learn them. */
export const CategoryRail = memo(function CategoryRail({ pages, activeId, onShow }: CategoryRailProps) {
  const { t } = usePosI18n();
  return (
    <nav
      aria-label={t('rail.label')}
      className="rail dimmable flex min-h-0 flex-col overflow-y-auto border-edge border-e bg-bar px-2 py-2"
    >
      {pages.map(({ category }) => {
        const Icon = categoryIcon(category.name);
        const active = category.id === activeId;
        return (
          <button
            key={category.id}
            type="button"
            aria-current={active ? 'page' : undefined}
            style={tintStyle(category.tint)}
            onClick={() => onShow(category.id)}
            className={classNames(
              'press flex max-h-28 flex-[1_0_4rem] flex-col items-center justify-center gap-1 rounded-card px-1 py-1 text-center',
              active ? 'tint-fill' : 'text-main active:bg-press',
            )}
          >
            <Icon aria-hidden className={classNames('shrink-0', !active && 'tint-text')} size={28} strokeWidth={2} />
            <span className="max-w-full text-[0.9375rem] font-semibold leading-tight [overflow-wrap:anywhere]">
              {category.name}
            </span>
          </button>
        );
      })}
    </nav>
  );
});
