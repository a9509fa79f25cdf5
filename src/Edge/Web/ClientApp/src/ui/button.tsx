import type { ComponentChildren } from 'preact';
import type { Permission } from '../api/generated';
import { t } from '../i18n';
import { connection } from '../state/clock';
import { may, needsPassword } from '../state/session';
import { cls } from './cls';

interface Props {
  children: ComponentChildren;
  onPress: () => void;
  primary?: boolean;
  harmful?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  label?: string;
  /** What the act needs. The button stays where it is for others, with a lock and who can. */
  needs?: Permission;
  class?: string;
}

/** A button that reads: never locked by a lost connection. */
export function Button({ children, onPress, primary, harmful, disabled, pressed, label, class: extra }: Props) {
  return (
    <button
      type="button"
      class={cls('button', primary && 'primary', harmful && 'harmful', extra)}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** A button that writes: locked while the page is not live, and for roles that may not. */
export function ActButton({ needs = 'units', disabled = false, children, class: extra, ...rest }: Props) {
  const allowed = may(needs);
  const lost = connection.value === 'lost';
  return (
    <Button {...rest} disabled={disabled || !allowed || lost} class={cls('act', !allowed && 'locked', extra)}>
      <span class="button-text">{children}</span>
      {!allowed && <span class="button-why"><Lock /> {t(needsPassword(needs) ? 'lock.password' : `lock.${needs}`)}</span>}
      {allowed && lost && <span class="button-why"><i class="swatch" /> {t('head.lost')}</span>}
    </Button>
  );
}

export function Lock() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M6 11h12v10H6zM8.5 11V7.500a3.5 3.5 0 0 1 7 0V11" />
    </svg>
  );
}

/** One choice of a few, all in view. */
export function Choice<T extends string>({ label, value, options, onPick }: {
  label: string; value: T; options: readonly { value: T; text: string }[]; onPick: (value: T) => void;
}) {
  return (
    <div class="choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value} type="button" role="radio" aria-checked={option.value === value}
          class={cls('button', option.value === value && 'chosen')} onClick={() => onPick(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
