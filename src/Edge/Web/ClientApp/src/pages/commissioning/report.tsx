import { useState } from 'preact/hooks';
import { newKey, send } from '../../api/client';
import { api, type CommissioningView, type PointDifferenceView, type PointView } from '../../api/generated';
import { number, THIN } from '../../format/number';
import { dateTime } from '../../format/time';
import { t } from '../../i18n';
import { place } from '../../state/cabinets';
import { useResource } from '../../state/resource';
import { language } from '../../state/screen';
import { timeZone } from '../../state/session';
import { ActButton, Button, Choice } from '../../ui/button';
import { cls } from '../../ui/cls';
import { SignProblem } from '../../ui/badge';
import { SignHere, useSigned } from '../../ui/sign-here';
import { dbm, decibels, heardWords, share, whyWords, within } from './words';

/** What the walk found, what was set then, what changed since the last one, and whether its map is in use. */
export function Report({ walk }: { walk: CommissioningView }) {
  const found = (finding: string): number => walk.points.filter((point) => point.finding === finding).length;
  const at = (instant: string | null): string => (instant === null ? '—' : dateTime(instant, timeZone.value, language.value));
  return (
    <>
      <div class="card panel">
        <p class="caption">{t('walk.report', { n: walk.version ?? 0 })}</p>
        <p class="walk-say">{t(`walk.verdict.${walk.verdict ?? 'failed'}`)}</p>
        <p>{t('walk.counts', { dead: found('deadSpot'), leaks: found('leak'), skipped: found('skipped') })}</p>
        <dl class="facts">
          <div><dt>{t('walk.by')}</dt><dd><b>{walk.begunByName}</b>{walk.endedByName !== walk.begunByName && <b>, {walk.endedByName}</b>}</dd></div>
          <div><dt>{t('walk.began')}</dt><dd>{at(walk.beganAt)}</dd></div>
          <div><dt>{t('walk.ended')}</dt><dd>{at(walk.endedAt)}</dd></div>
          <div><dt>{t('walk.tag')}</dt><dd><code class="uii">{walk.tag}</code></dd></div>
          <div><dt>{t('walk.seconds')}</dt><dd>{t('walk.secondsOf', { n: walk.secondsPerPoint })}</dd></div>
          {walk.remarks.filter((remark) => remark.startsWith('bags ')).map((remark) => <div key={remark}><dt>{place(walk.cabinet)}</dt><dd>{t('walk.bags', { n: Number(remark.slice(5)) })}</dd></div>)}
        </dl>
        <div class="thumb">
          <Button onPress={() => print()}>{t('walk.print')}</Button>
          <a class="button" href={`/api/v1/commissionings/${walk.number}/report.csv`} download={`commissioning-${walk.number}.csv`}>{t('walk.csv')}</a>
          <a class="button" href={`/api/v1/commissionings/${walk.number}`} download={`commissioning-${walk.number}.json`}>{t('walk.json')}</a>
        </div>
      </div>
      <Map walk={walk} />
      <Points walk={walk} />
      <Powers walk={walk} />
    </>
  );
}

/** Whether presence uses this map, and how it may come to. */
function Map({ walk }: { walk: CommissioningView }) {
  const list = useResource(api.listCommissionings(), ['walk']);
  const cabinet = list.data?.cabinets.find((each) => each.cabinet === walk.cabinet);
  const [other, setOther] = useState(false);
  const use = useSigned(async (signer) => {
    await send(api.activateModel(walk.cabinet, { version: walk.version, reason: null }), newKey(), signer);
    list.reload();
  });
  if (list.data === null || cabinet === undefined) return null;
  const inUse = cabinet.activeVersion === walk.version;
  const act = cabinet.activeVersion !== null && (walk.version ?? 0) < cabinet.activeVersion ? t('walk.rollBack', { n: walk.version ?? 0 }) : t('walk.use');
  const back = cabinet.activeVersion !== null && (walk.version ?? 0) < cabinet.activeVersion;
  return (
    <div class="card panel">
      {inUse ? <p><b>✓ {t('walk.isInUse')}</b></p> : (
        <>
          {!back && <p class="caption">{t('walk.useSecond')}</p>}
          {use.problem !== null && <SignProblem problem={use.problem} />}
          <div class="inline">
            {!other && <ActButton needs="devices" primary disabled={use.busy} onPress={() => void use.submit()}>{act}</ActButton>}
            <Button pressed={other} onPress={() => setOther(!other)}>{t('sign.other')}</Button>
          </div>
          {other && <SignHere act={act} disabled={use.busy} onSign={use.sign} />}
        </>
      )}
      {!list.data.placesByWalk && <p class="caption">{t('walk.kept')}</p>}
    </div>
  );
}

function Points({ walk }: { walk: CommissioningView }) {
  const [picked, setPicked] = useState<string | null>(null);
  const list = useResource(api.listCommissionings(), ['walk']);
  const other = useResource(picked === null ? null : api.getCommissioning(walk.number, { with: Number(picked) }));
  const comparison = other.data?.comparison ?? walk.comparison;
  const earlier = (list.data?.cabinets.find((each) => each.cabinet === walk.cabinet)?.reports ?? []).filter((report) => report.version < (walk.version ?? 0));
  const before = (point: PointView): PointDifferenceView | undefined =>
    comparison?.points.find((each) => each.shelf === point.shelf && each.side === point.side);
  return (
    <div class="card panel">
      <h3>{t('walk.points')}</h3>
      <p class="caption">
        {comparison === null ? t('walk.noCompare') : t('walk.compared', { n: comparison.version, time: dateTime(comparison.at, timeZone.value, language.value) })}
      </p>
      {earlier.length > 1 && comparison !== null && (
        <Choice
          label={t('walk.compareWith')} value={String(comparison.version)} onPick={setPicked}
          options={earlier.map((report) => ({ value: String(report.version), text: t('walk.version', { n: report.version }) }))}
        />
      )}
      <ul class="small-rows walk-points">
        {walk.points.map((point) => <Point key={point.shelf + point.side} cabinet={walk.cabinet} point={point} was={before(point)} />)}
      </ul>
    </div>
  );
}

function Point({ cabinet, point, was }: { cabinet: string; point: PointView; was: PointDifferenceView | undefined }) {
  const finding = point.finding ?? 'skipped';
  return (
    <li>
      <span>{within(cabinet, point.shelf)} · {t(`walk.side.${point.side}`)}</span>
      <span class={cls(finding !== 'good' && 'walk-bad')}><b>{finding === 'good' ? `✓ ${t('walk.finding.good')}` : t(`walk.finding.${finding}`)}</b> <span class="caption">{whyWords(point)}</span></span>
      <span>{finding !== 'skipped' && <>{heardWords(point.own)} · {dbm(point.own?.rssiDbm ?? null)}</>}</span>
      <span class="caption">{was !== undefined && was.before !== null && t('walk.before', { finding: t(`walk.finding.${was.before}`), share: share(was.shareBefore), strength: dbm(was.rssiBefore) })}</span>
    </li>
  );
}

function Powers({ walk }: { walk: CommissioningView }) {
  const power = (value: number): string => `${number(value)}${THIN}dBm`;
  return (
    <div class="card panel">
      <h3>{t('walk.power')}</h3>
      <table class="walk-table">
        <thead><tr><th>{t('walk.antenna')}</th><th>{t('walk.margin')}</th><th>{t('walk.powerNow')}</th><th>{t('walk.powerThen')}</th></tr></thead>
        <tbody>
          {walk.powers.map((each) => (
            <tr key={`${each.reader}/${each.port}`}>
              <td>{within(walk.cabinet, each.hears)}</td>
              <td>{each.marginDb === null ? '—' : decibels(each.marginDb)}</td>
              <td>{power(each.powerDbm)}</td>
              <td><b>{each.proposedDbm === null ? t('walk.powerNone') : power(each.proposedDbm)}</b></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="caption">{t('walk.powerHow')}</p>
    </div>
  );
}
