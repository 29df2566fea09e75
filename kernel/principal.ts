/** Who is asking. The page binds one to each port; nothing a request carries can change it. */
export interface Principal {
  /** uuid of the row in `public.users`. */
  readonly userId: string;
  /** uuid of the row in `public.organizations`: the tenant. */
  readonly organizationId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** uuid of the branch the person works in, where that matters: folio counters of a branch. */
  readonly branchId?: string;
  /** Bypasses permission checks, never tenant isolation. */
  readonly isAdmin: boolean;
}
