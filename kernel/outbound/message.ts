/** What goes out and what comes back, as plain data. */

export interface OutboundRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Null for a request without a body. */
  body: string | null;
}

export interface OutboundResponse {
  status: number;
  /** By names in small letters. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Why nothing came back. */
export interface OutboundFailure {
  code:
    | 'address_invalid'
    | 'host_private'
    | 'host_not_allowed'
    | 'redirect_refused'
    | 'response_too_large'
    | 'request_too_large'
    | 'too_many_requests'
    | 'timeout'
    | 'transport';
  message: string;
}

/** Thrown where a request gets no answer; the sentence names no secret. */
export class OutboundError extends Error {
  constructor(readonly failure: OutboundFailure) {
    super(failure.message);
    this.name = 'OutboundError';
  }
}

export const outboundError = (code: OutboundFailure['code'], message: string): OutboundError => new OutboundError({ code, message });
