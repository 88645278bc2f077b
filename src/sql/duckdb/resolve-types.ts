import { placeOf, typeOf, visitPlan, type PlanExpression } from './plan.ts';
import type { PlanType } from './plan-types.ts';
import type { SiteForm } from './site-forms.ts';
import { allSites, formOf, render, sitesIn, type Rendered, type Site, type Text } from './typed-sites.ts';

/** Plans a text; `plans` is undefined where DuckDB cannot plan it or write its plan down. */
export type Planner = (sql: string) => Promise<unknown>;

export interface Resolved {
  readonly sql: string;
  /** The plan of `planned`, which is `sql` with probes in the place of some forms. */
  readonly plan: unknown;
  readonly planned: string;
}

// Each round knows the types one level further: deeper arithmetic than this is left to the macros themselves.
const MAX_ROUNDS = 12;

/**
 * Gives the macros whose form depends on types that form. The plan tells the types of their arguments; a form that changes the type of its
 * result may change what others are, so it goes on until nothing changes. Undefined where the text cannot be planned.
 */
export async function resolveTypes(sql: string, plan: Planner, offset: number): Promise<Resolved | undefined> {
  const text = sitesIn(sql);
  const sites = allSites(text);
  let forms = new Map<Site, SiteForm | 'probe'>(sites.map((site) => [site, 'probe']));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const rendered = render(text, forms);
    const plans = await plan(rendered.sql);
    if (plans === undefined) return undefined;
    const next = formsFrom(plans, rendered, sites, offset);
    const settled = isSettled(forms, next);
    forms = next;
    if (settled) return { sql: render(text, forms).sql, plan: plans, planned: rendered.sql };
  }
  return finished(text, plan);
}

async function finished(text: Text, plan: Planner): Promise<Resolved | undefined> {
  const { sql } = render(text, new Map());
  const plans = await plan(sql);
  return plans === undefined ? undefined : { sql, plan: plans, planned: sql };
}

function formsFrom(plans: unknown, { places }: Rendered, sites: readonly Site[], offset: number): Map<Site, SiteForm> {
  const byPlace = new Map([...places].map(([site, place]) => [place + offset, site]));
  const forms = new Map<Site, SiteForm>();
  visitPlan(plans, (expression) => {
    const place = placeOf(expression);
    const site = place === undefined ? undefined : byPlace.get(place);
    if (!site || forms.has(site)) return;
    const types = argumentTypes(expression, offset);
    const form = types && formOf(site, types);
    if (form) forms.set(site, form);
  });
  return new Map(sites.flatMap((site) => { const form = forms.get(site); return form ? [[site, form] as const] : []; })); // prettier-ignore
}

function argumentTypes(expression: PlanExpression, offset: number): readonly (PlanType | undefined)[] | undefined {
  const found = expression.children;
  if (found === undefined || expression.expression_class === 'BOUND_CONSTANT') return undefined;
  return found.map((child) => typeOf(uncast(child, offset)));
}

// What the probe's body or DuckDB cast: the argument itself is inside.
function uncast(expression: PlanExpression, offset: number): PlanExpression {
  const { child } = expression;
  if (expression.expression_class !== 'BOUND_CAST' || !child) return expression;
  const place = placeOf(expression);
  const added = place === placeOf(child) || (place !== undefined && place < offset);
  return added ? uncast(child, offset) : expression;
}

// Forms that keep the type of the probe are as good as it.
function isSettled(before: ReadonlyMap<Site, SiteForm | 'probe'>, after: ReadonlyMap<Site, SiteForm>): boolean {
  return [...before.keys(), ...after.keys()].every((site) => typing(before.get(site)) === typing(after.get(site)));
}

function typing(form: SiteForm | 'probe' | undefined): string {
  return form === undefined || form === 'probe' || !form.retyped ? '' : JSON.stringify(form.parts);
}
