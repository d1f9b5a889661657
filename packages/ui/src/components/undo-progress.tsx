interface UndoProgressProps {
  /** How long the undo stands, 6 s unless told. */
  readonly durationMs?: number;
  /** Already gone when it first shows (a ghost that came back from storage). */
  readonly elapsedMs?: number;
  /** Stands still, e.g. while a finger rests on the ghost. */
  readonly paused?: boolean;
  readonly onDone?: () => void;
}

/**
 * A bar that empties while an undo stands. The browser's animation is the clock, so a paused bar pauses the end too, and
 * `onDone` comes when it is seen to be empty. It runs even with reduced motion: it is information.
 */
export function UndoProgress({ durationMs = 6000, elapsedMs = 0, paused = false, onDone }: UndoProgressProps) {
  return (
    <span aria-hidden className="block h-1 w-full overflow-hidden rounded-full bg-current/25">
      <span
        className="undo-progress block h-full bg-current group-focus-within/undo:[animation-play-state:paused] group-hover/undo:[animation-play-state:paused]"
        style={{
          animationDuration: `${durationMs}ms`,
          animationDelay: `${-elapsedMs}ms`,
          ...(paused ? { animationPlayState: 'paused' } : {}),
        }}
        onAnimationEnd={onDone}
      />
    </span>
  );
}
