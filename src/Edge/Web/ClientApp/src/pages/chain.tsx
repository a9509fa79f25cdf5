import { useEffect, useState } from 'preact/hooks';
import { newKey, send } from '../api/client';
import { api, type VerificationView } from '../api/generated';
import { number } from '../format/number';
import { moment } from '../format/time';
import { more, t } from '../i18n';
import { events } from '../i18n/events';
import { serviceNow } from '../state/clock';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
import { timeZone } from '../state/session';
import { Since } from '../ui/age';
import { ActButton } from '../ui/button';
import { ProblemNote, Ready } from '../ui/notice';
import { Shape } from '../ui/shape';
import { useSubmit } from '../ui/submit';

more(events);

const ASK_AGAIN_MS = 1000;

/** Is the ledger whole? When that was seen, up to which entry, and the ledger as a file that a stranger can check. */
export function Chain() {
  const chain = useResource(api.getVerification());
  const [before, setBefore] = useState<string | null | undefined>(undefined); // when the check before the one that was asked for ended
  const running = chain.data !== null && (chain.data.running !== null || (before !== undefined && chain.data.checkedAt === before));
  const check = useSubmit(async () => {
    await send(api.verifyLedger(), newKey());
    setBefore(chain.data?.checkedAt ?? null);
  });
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(chain.reload, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <div class="card panel chain">
      <Ready of={chain}>{(data) => <Found chain={data} />}</Ready>
      <div class="inline">
        <ActButton needs="audit" disabled={running || check.busy} onPress={() => void check.submit()}>{t('audit.check')}</ActButton>
        <a class="button" href="/api/v1/ledger/export.zip" download>{t('audit.export')}</a>
      </div>
      <p class="caption">{t('audit.exportHow')}</p>
      {check.problem !== null && <ProblemNote problem={check.problem} />}
    </div>
  );
}

function Found({ chain }: { chain: VerificationView }) {
  const at = chain.checkedAt === null ? '' : moment(chain.checkedAt, serviceNow() ?? Date.parse(chain.checkedAt), timeZone.value, language.value);
  return (
    <>
      {chain.whole === true && <p><b>{t('audit.chainWhole', { n: number(chain.upTo ?? 0) })} ✓</b> <span class="caption">{t('audit.chainNow', { n: number(chain.entries) })}</span></p>}
      {chain.whole === false && (
        <div class="note note-bad" role="alert">
          <p class="inline"><Shape priority="critical" /> <b>{chain.firstBad === null ? t('audit.chainDamaged') : t('audit.chainBroken', { n: number(chain.firstBad) })}</b></p>
          <p>{t('audit.chainDo')}</p>
        </div>
      )}
      {chain.whole === null && <p>{chain.checkedAt === null ? t('audit.chainNever') : t('audit.chainFailed')}</p>}
      {chain.checkedAt !== null && <p class="caption">{t('audit.checked', { time: at, seconds: number(chain.seconds, chain.seconds < 10 ? 1 : 0) })}</p>}
      {chain.running !== null && <p class="caption">{t('audit.checking')} <Since at={chain.running} /></p>}
      {chain.head !== null && <p class="caption">{t('audit.head')} <code class="uii" translate={false}>{chain.head}</code></p>}
    </>
  );
}
