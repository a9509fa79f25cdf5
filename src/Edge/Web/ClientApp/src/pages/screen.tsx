import { t } from '../i18n';
import { testSound } from '../sound/tones';
import { language, scale, size, sound, theme } from '../state/screen';
import { Button, Choice } from '../ui/button';

/** What belongs to this screen alone: kept in its browser, for whoever stands at it. */
export function ThisScreen() {
  return (
    <div class="card panel">
      <h3>{t('more.screen')}</h3>
      <dl class="settings">
        <dt>{t('more.language')}</dt>
        <dd><Choice label={t('more.language')} value={language.value} onPick={(value) => (language.value = value)} options={[{ value: 'zh', text: '中文' }, { value: 'en', text: 'English' }]} /></dd>
        <dt>{t('more.theme')}</dt>
        <dd><Choice label={t('more.theme')} value={theme.value} onPick={(value) => (theme.value = value)} options={(['day', 'night', 'clock'] as const).map((value) => ({ value, text: t(`more.theme.${value}`) }))} /></dd>
        <dt>{t('more.size')}</dt>
        <dd><Choice label={t('more.size')} value={size.value} onPick={(value) => (size.value = value)} options={(['touch', 'desktop'] as const).map((value) => ({ value, text: t(`more.size.${value}`) }))} /></dd>
        <dt>{t('more.scale')}</dt>
        <dd><Choice label={t('more.scale')} value={scale.value} onPick={(value) => (scale.value = value)} options={(['100', '125'] as const).map((value) => ({ value, text: `${value}%` }))} /></dd>
        <dt>{t('more.sound')}</dt>
        <dd class="inline">
          <Choice label={t('more.sound')} value={sound.value} onPick={(value) => (sound.value = value)} options={(['on', 'off'] as const).map((value) => ({ value, text: t(`more.sound.${value}`) }))} />
          <Button onPress={testSound}>♪ {t('sign.testSound')}</Button>
        </dd>
      </dl>
    </div>
  );
}
