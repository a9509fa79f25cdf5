import { useState } from 'preact/hooks';
import { api } from '../api/generated';
import { more, t } from '../i18n';
import { paper } from '../i18n/paper';
import { receipt } from '../i18n/receipt';
import { station } from '../i18n/station';
import { useResource } from '../state/resource';
import { language, type Language } from '../state/screen';
import { Button, Choice } from '../ui/button';
import { Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { Paper } from './slip-paper';

more({ ...paper, ...receipt, ...station });

type Tongue = Language | 'both';

/** The paper that goes with bags; each printout is Chinese, English, or both beside each other. */
export function Slip({ seq }: { seq: string }) {
  const slip = useResource(api.getSlip(Number(seq)));
  const [tongue, setTongue] = useState<Tongue>(language.value);
  return (
    <section class="slip-page">
      <PageHead
        title={slip.data === null ? '' : t(`slip.${slip.data.kind}`)}
        end={<Button primary onPress={() => window.print()}>{t('slip.print')}</Button>}
      />
      <Choice
        label={t('slip.language')} value={tongue} onPick={setTongue}
        options={[{ value: 'zh', text: '中文' }, { value: 'en', text: 'English' }, { value: 'both', text: t('slip.both') }]}
      />
      <Ready of={slip}>{(data) => <Paper slip={data} tongues={tongue === 'both' ? ['zh', 'en'] : [tongue]} />}</Ready>
    </section>
  );
}
