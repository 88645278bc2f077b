export { iamPolicy } from './iam-policy.ts';
export { accessNeeds, type AccessNeeds } from './needs.ts';
export type { Policy, PolicyStatement } from './policy.ts';
