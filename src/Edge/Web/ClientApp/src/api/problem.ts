/** What went wrong with a request, in words for people (RFC 9457 with both languages). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly titleZh: string,
    readonly titleEn: string,
    readonly doZh: string | null,
    readonly doEn: string | null,
    /** For support: the same number stands in the service's log. */
    readonly number: string | null,
    readonly more: Record<string, unknown> = {},
  ) {
    super(titleEn);
  }

  /** @param code the last part of the problem's type */
  is(code: string): boolean {
    return this.more.type === `/problems/${code}`;
  }
}

/** No answer at all: the service is stopped, or the line to it is cut. Status 0. */
export function unreachable(): Problem {
  return new Problem(
    0, '服务没有响应', 'The service does not answer', '请检查本站服务器是否开机、网线是否插好',
    'Check that the site’s box is on and its network cable plugged in', null,
  );
}

export async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof body[name] === 'string' ? (body[name] as string) : null);
  return new Problem(
    answer.status,
    text('titleZh') ?? '请求未完成',
    text('titleEn') ?? text('title') ?? 'The request was not done',
    text('doZh'),
    text('doEn') ?? text('detail'),
    text('number') ?? (typeof body.number === 'number' ? String(body.number) : null),
    body,
  );
}
