import { useState } from 'preact/hooks';
import { get, newKey, send } from '../../api/client';
import { api, type CommissionedCabinet, type CommissioningList, type QualificationItem } from '../../api/generated';
import { moment } from '../../format/time';
import { ownName, t } from '../../i18n';
import { serviceNow } from '../../state/clock';
import { useResource } from '../../state/resource';
import { address, go } from '../../state/router';
import { language } from '../../state/screen';
import { timeZone } from '../../state/session';
import { ActButton, Choice } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Field } from '../../ui/field';
import { Empty, ProblemNote, Ready } from '../../ui/notice';
import { PageHead } from '../../ui/page-head';
import { useSubmit } from '../../ui/submit';
import { shortTag } from './words';

const SECONDS = ['3', '5', '15'] as const;
const TAGS_SHOWN = 6;

/** Which fridge, which tag; and what earlier walks found. */
export function Start() {
  const list = useResource(api.listCommissionings(), ['fridge', 'walk']);
  return (
    <section class="walk">
      <PageHead title={t('walk.title')} asOf={list.data?.asOf ?? null} />
      <Ready of={list}>
        {(data) => data.cabinets.length === 0
          ? <Empty why={t('walk.noCabinet')}><a class="button" href={address(['devices'])}>{t('more.devices')}</a></Empty>
          : (
            <>
              {data.cabinets.filter((each) => each.openWalk !== null).map((each) => (
                <a key={each.cabinet} class="button" href={address(['commissioning', String(each.openWalk)])}>
                  {t('walk.goOn', { place: ownName(each.nameZh, each.nameEn), n: each.openWalk ?? 0 })}
                </a>
              ))}
              <Order list={data} />
              <Reports list={data} reload={list.reload} />
            </>
          )}
      </Ready>
    </section>
  );
}

function Order({ list }: { list: CommissioningList }) {
  const free = list.cabinets.filter((each) => each.openWalk === null);
  const [picked, setPicked] = useState(free.length === 1 ? free[0]!.cabinet : '');
  const [tag, setTag] = useState('');
  const [seconds, setSeconds] = useState<(typeof SECONDS)[number]>('5');
  const tags = useResource(api.listUnknownTags({ unknown: true }), ['stock']);
  const cabinet = free.find((each) => each.cabinet === picked);
  const heard = (tags.data?.items ?? []).slice(0, TAGS_SHOWN);
  const begin = useSubmit(async () => {
    await send(api.beginCommissioning({ cabinet: picked, tag: tag.trim(), secondsPerPoint: Number(seconds) }), newKey());
    const now = await get(api.listCommissionings());
    const mine = now.cabinets.find((each) => each.cabinet === picked)?.openWalk;
    if (mine !== null && mine !== undefined) go(['commissioning', String(mine)]);
  });
  if (free.length === 0) return null;
  return (
    <div class="card walk-order">
      <div class="panel">
        <h3>{t('walk.cabinet')}</h3>
        <div class="choice" role="group" aria-label={t('walk.cabinet')}>
          {free.map((each) => (
            <button key={each.cabinet} type="button" class={cls('button', each.cabinet === picked && 'chosen')} aria-pressed={each.cabinet === picked} onClick={() => setPicked(each.cabinet)}>
              {ownName(each.nameZh, each.nameEn)}
            </button>
          ))}
        </div>
        {cabinet !== undefined && cabinet.bags > 0 && <p class="note">{t('walk.bagsWarn', { n: cabinet.bags })}</p>}
        <h3>{t('walk.seconds')}</h3>
        <Choice label={t('walk.seconds')} value={seconds} onPick={setSeconds} options={SECONDS.map((value) => ({ value, text: t('walk.secondsOf', { n: value }) }))} />
      </div>
      <div class="panel">
        <h3>{t('walk.tag')}</h3>
        <p class="caption">{t('walk.tagHow')}</p>
        <Field label={t('walk.tagNumber')} value={tag} onInput={setTag} code />
        {heard.length > 0 && (
          <>
            <p class="caption">{t('walk.tagHeard')}</p>
            <div class="choice" role="group" aria-label={t('walk.tagHeard')}>
              {heard.map((each) => (
                <button key={each.uii} type="button" class={cls('button', each.uii === tag && 'chosen')} aria-pressed={each.uii === tag} onClick={() => setTag(each.uii)}>
                  <code class="uii">{shortTag(each.uii)}</code>
                </button>
              ))}
            </div>
          </>
        )}
        {begin.problem !== null && <ProblemNote problem={begin.problem} />}
        <div class="thumb">
          <ActButton needs="devices" primary disabled={begin.busy || picked === '' || tag.trim() === ''} onPress={() => void begin.submit()}>{t('walk.begin')}</ActButton>
        </div>
        {(picked === '' || tag.trim() === '') && <p class="caption">{t('walk.choose')}</p>}
      </div>
    </div>
  );
}

function Reports({ list, reload }: { list: CommissioningList; reload: () => void }) {
  return (
    <>
      <h3>{t('walk.reports')}</h3>
      {!list.placesByWalk && <p class="caption">{t('walk.kept')}</p>}
      {list.cabinets.map((each) => <Cabinet key={each.cabinet} cabinet={each} reload={reload} />)}
    </>
  );
}

function Cabinet({ cabinet, reload }: { cabinet: CommissionedCabinet; reload: () => void }) {
  const at = (instant: string): string => moment(instant, serviceNow() ?? 0, timeZone.value, language.value);
  const useBuiltIn = useSubmit(async () => {
    await send(api.activateModel(cabinet.cabinet, { version: null, reason: t('walk.useBuiltIn') }), newKey());
    reload();
  });
  return (
    <div class="card panel">
      <p class="inline">
        <b>{ownName(cabinet.nameZh, cabinet.nameEn)}</b>
        <span class="caption">
          {cabinet.activeVersion === null ? t('walk.builtIn') : t('walk.inUse', { n: cabinet.activeVersion, name: cabinet.activeByName ?? '', time: cabinet.activeSince === null ? '' : at(cabinet.activeSince) })}
        </span>
      </p>
      {cabinet.reports.length === 0 ? <p>{t('walk.never')}</p> : (
        <ul class="rows">
          {cabinet.reports.map((report) => <Row key={report.walk} report={report} inUse={report.version === cabinet.activeVersion} time={at(report.at)} />)}
        </ul>
      )}
      {cabinet.activeVersion !== null && (
        <div class="inline"><ActButton needs="devices" disabled={useBuiltIn.busy} onPress={() => void useBuiltIn.submit()}>{t('walk.useBuiltIn')}</ActButton></div>
      )}
      {useBuiltIn.problem !== null && <ProblemNote problem={useBuiltIn.problem} />}
    </div>
  );
}

function Row({ report, inUse, time }: { report: QualificationItem; inUse: boolean; time: string }) {
  return (
    <li>
      <a class="row walk-row" href={address(['commissioning', String(report.walk)])}>
        <b>{t('walk.version', { n: report.version })}{inUse && ' ✓'}</b>
        <span><b>{t(`walk.verdict.${report.verdict}`)}</b></span>
        <span class="caption">{t('walk.counts', { dead: report.deadSpots, leaks: report.leaks, skipped: report.skipped })}</span>
        <span class="caption end">{time} {report.byName}</span>
      </a>
    </li>
  );
}
