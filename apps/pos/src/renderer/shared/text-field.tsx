import { type Ref, useId } from 'react';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  readonly hint?: string;
  readonly onEnter?: () => void;
  readonly type?: 'text' | 'password';
  /** Opened by a press that asks for exactly this text. */
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label in sight. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <label htmlFor={id} className="text-support font-semibold">
        {props.label}
      </label>
      <input
        ref={props.ref}
        id={id}
        type={props.type ?? 'text'}
        value={props.value}
        maxLength={props.maxLength}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the field appears because somebody pressed for it
        autoFocus={props.autoFocus ?? false}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || !props.onEnter) return;
          event.preventDefault();
          props.onEnter();
        }}
        className="min-h-14 w-full rounded-button border border-edge-input bg-input px-4 text-check-line font-regular text-main placeholder:text-placeholder"
      />
      {props.hint !== undefined && (
        <p id={`${id}-hint`} className="text-support text-second">
          {props.hint}
        </p>
      )}
    </div>
  );
}
