import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { cls } from './cls';

interface Props {
  label: string;
  value: string;
  onInput: (value: string) => void;
  name?: string;
  /** The browser's autocomplete word: password managers and pasting are welcome. */
  complete?: string;
  secret?: boolean;
  /** A code of letters and digits: no spelling help, wide letters. */
  code?: boolean;
  autoFocus?: boolean;
  hint?: string;
  /** What stands against the value; takes the hint's place. */
  error?: string | undefined;
  onFocus?: () => void;
  /** A button at the end of the field. */
  aside?: ComponentChildren;
}

/** A labelled field. The label always stands above it; it never disappears into it. */
export function Field({ label, value, onInput, name, complete = 'off', secret, code, autoFocus, hint, error, onFocus, aside }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const kind = (secret && !shown ? 'password' : 'text') as 'text'; // one type for the checker: the other differs only in roles
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, []);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          id={id} ref={input} name={name} value={value} autoComplete={complete} class={cls(code && 'code')}
          type={kind} autoCapitalize="off" spellcheck={false}
          aria-describedby={(error ?? hint) === undefined ? undefined : `${id}-hint`} aria-invalid={error !== undefined}
          onInput={(event) => onInput(event.currentTarget.value)} onFocus={onFocus}
        />
        {aside}
        {secret && (
          <button type="button" class="field-eye" aria-pressed={shown} aria-label={t(shown ? 'sign.hide' : 'sign.show')} onClick={() => setShown(!shown)}>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
              <path d="M2 12c3-5 6.5-7 10-7s7 2 10 7c-3 5-6.5 7-10 7s-7-2-10-7z" /><circle cx="12" cy="12" r="3" />
              {shown && <path d="M4 4l16 16" />}
            </svg>
          </button>
        )}
      </div>
      {error !== undefined
        ? <p class="field-error" id={`${id}-hint`} role="alert"><b>✕ {error}</b></p>
        : hint !== undefined && <p class="caption" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
