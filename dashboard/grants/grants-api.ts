/** What staff ask of the server about special points. */
import { GrantListSchema, type NewGrant } from '#domain/contract/grants.ts';
import { NoBodySchema } from '#ui/problem.ts';
import { ask } from '../staff-api.ts';

export const listGrants = () => ask(GrantListSchema, '/api/grants');
export const proposeGrant = (grant: NewGrant) =>
  ask(NoBodySchema, '/api/grants', { method: 'POST', body: grant });
export const decideGrant = (grantId: string, approve: boolean) =>
  ask(NoBodySchema, `/api/grants/${grantId}/decision`, { method: 'POST', body: { approve } });
