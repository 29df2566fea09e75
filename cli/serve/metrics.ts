/** Counters of the server in Prometheus' text format. */

/** Upper bounds of the duration's buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  request(method: string, status: number, seconds: number): void;
  event(type: string): void;
  /** The text, with the sockets that are open now. */
  text(sockets: number): string;
}

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const events = new Map<string, number>();
  const within = BUCKETS.map(() => 0);
  let count = 0;
  let sum = 0;
  const raise = (counters: Map<string, number>, name: string) => counters.set(name, (counters.get(name) ?? 0) + 1);
  const lines = (name: string, counters: ReadonlyMap<string, number>) =>
    [...counters].map(([labels, value]) => `${name}{${labels}} ${value}`);
  return {
    request(method, status, seconds) {
      raise(requests, `method="${method}",status="${status}"`);
      count += 1;
      sum += seconds;
      BUCKETS.forEach((bound, index) => {
        if (seconds <= bound) within[index] = (within[index] ?? 0) + 1;
      });
    },
    event: (type) => raise(events, `type="${type}"`),
    text: (sockets) =>
      [
        '# HELP metacore_requests_total Requests answered.',
        '# TYPE metacore_requests_total counter',
        ...lines('metacore_requests_total', requests),
        '# HELP metacore_request_seconds How long answers took.',
        '# TYPE metacore_request_seconds histogram',
        ...BUCKETS.map((bound, index) => `metacore_request_seconds_bucket{le="${bound}"} ${within[index] ?? 0}`),
        `metacore_request_seconds_bucket{le="+Inf"} ${count}`,
        `metacore_request_seconds_sum ${sum}`,
        `metacore_request_seconds_count ${count}`,
        '# HELP metacore_events_total Events told to listeners.',
        '# TYPE metacore_events_total counter',
        ...lines('metacore_events_total', events),
        '# HELP metacore_websockets Open sockets.',
        '# TYPE metacore_websockets gauge',
        `metacore_websockets ${sockets}`,
        '',
      ].join('\n'),
  };
}
