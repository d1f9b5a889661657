import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';

interface ActionMenuProps {
  readonly label: string;
  readonly entries: readonly {
    readonly id: string;
    readonly icon: LucideIcon;
    readonly label: string;
    readonly onPress: () => void;
  }[];
  readonly onClose: () => void;
}

/** A short list of acts under the button that opened it. Arrows walk, Esc closes, a press elsewhere closes too. */
export function ActionMenu({ label, entries, onClose }: ActionMenuProps) {
  const menuRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    menuRef.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && menuRef.current?.contains(event.target)) return;
      // The press on the button that opened the menu closes it by itself.
      if (before instanceof Node && event.target instanceof Node && before.contains(event.target)) return;
      onClose();
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(menuRef.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) items[(at + step + items.length) % items.length]?.focus();
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    if (step !== 0 || event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return (
    <div
      ref={menuRef}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="sheet-in absolute end-0 top-full z-20 mt-2 flex w-72 flex-col rounded-card bg-raised p-2 shadow-sheet"
    >
      {entries.map(({ id, icon: Icon, label: words, onPress }) => (
        <button
          key={id}
          type="button"
          role="menuitem"
          onClick={() => {
            onClose();
            onPress();
          }}
          className="press flex min-h-14 items-center gap-3 rounded-button px-3 text-start text-button active:bg-press"
        >
          <Icon aria-hidden className="shrink-0" size={22} strokeWidth={2.2} />
          {words}
        </button>
      ))}
    </div>
  );
}
