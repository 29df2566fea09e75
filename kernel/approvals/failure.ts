import { RequestFailure } from '../failure';

/** A refusal of the approval routes: hosts give its code inside of `error`, the routes of actions beside the message. */
export const approvalFailure = (status: number, code: string, message: string): RequestFailure =>
  new RequestFailure(status, message, { code, error: { code, message } });
