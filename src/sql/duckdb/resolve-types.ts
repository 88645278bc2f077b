import type { PlannedText } from './audit-plan.ts';
import { placeOf, typeOf, visitPlan, type PlanExpression } from './plan.ts';
import type { PlanType } from './plan-types.ts';
import type { SiteForm } from './site-forms.ts';
import { formOf, render, renderProbes, sitesIn, type Forms, type Probed, type Site } from './typed-sites.ts';

/** Plans a text; `plans` is undefined where DuckDB cannot plan it or write its plan down. */
export type Planner = (sql: string) => Promise<unknown>;

export interface Resolved {
  readonly sql: string;
  /** The plan of `planned`, which is `sql` with probes in the place of some forms. */
  readonly plan: unknown;
  readonly planned: string;
}

// Each round knows the types one level further; arithmetic that is deeper than this is left to the macros themselves.
const MAX_ROUNDS = 12;

/**
 * Gives the macros whose form depends on types that form. The plan tells the types of their arguments; a form that changes the type of its
 * result may change what others are, so it goes on until no type changes. Undefined where the text cannot be planned.
 */
export async function resolveTypes(sql: string, plan: Planner, offset: number): Promise<Resolved | undefined> {
  const text = sitesIn(sql);
  let forms: Forms = new Map();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const probed = renderProbes(text, forms);
    const plans = await plan(probed.sql);
    if (plans === undefined) return undefined;
    const next = formsFrom(plans, probed, offset);
    if (sameResults(probed.places.keys(), forms, next))
      return { sql: render(text, next), plan: plans, planned: probed.sql };
    forms = next;
  }
  const plans = await plan(sql);
  return plans === undefined ? undefined : { sql, plan: plans, planned: sql };
}

function formsFrom(plans: unknown, { sql, places }: Probed, offset: number): Forms {
  const byPlace = new Map([...places].map(([site, place]) => [place + offset, site]));
  const forms = new Map<Site, SiteForm>();
  visitPlan(plans, (expression) => {
    const place = placeOf(expression);
    const site = place === undefined ? undefined : byPlace.get(place);
    if (!site || forms.has(site)) return;
    const types = argumentTypes(expression, { sql, offset });
    const form = types && formOf(site, types);
    if (form) forms.set(site, form);
  });
  return withTwins(forms, [...places.keys()]);
}

// What is grouped by is planned once: its twins among the selected items are mere references. They must stay alike.
function withTwins(forms: ReadonlyMap<Site, SiteForm>, sites: readonly Site[]): Forms {
  const keyOf = (site: Site): string => render([site], new Map());
  const byText = new Map<string, SiteForm | undefined>();
  for (const [site, form] of forms) {
    const key = keyOf(site);
    const twin = byText.get(key);
    // The same text with other types elsewhere says nothing.
    byText.set(key, !byText.has(key) || twin?.parts.join() === form.parts.join() ? form : undefined);
  }
  return new Map(
    sites.flatMap((site) => {
      const form = forms.get(site) ?? byText.get(keyOf(site));
      return form ? [[site, form] as const] : [];
    }),
  );
}

function sameResults(sites: Iterable<Site>, before: Forms, after: Forms): boolean {
  return [...sites].every((site) => before.get(site)?.result === after.get(site)?.result);
}

function argumentTypes(expression: PlanExpression, text: PlannedText): readonly (PlanType | undefined)[] | undefined {
  // A probe of a cast is a cast of a function of the argument.
  const call =
    expression.expression_class === 'BOUND_CAST' && expression.child?.name === 'greatest'
      ? expression.child
      : expression;
  return call.children?.map((child) => typeOf(uncast(child, text)));
}

// What the probe's body or DuckDB cast: the argument itself is inside. A column has no place, but a cast of it has, where its name or the
// aggregate behind it stands.
function uncast(expression: PlanExpression, text: PlannedText): PlanExpression {
  const { child } = expression;
  if (expression.expression_class !== 'BOUND_CAST' || !child) return expression;
  const place = placeOf(expression);
  const inner = placeOf(child);
  const written =
    place !== undefined &&
    place >= text.offset &&
    WRITTEN.test(text.sql.slice(place - text.offset, place - text.offset + 9));
  const added = place === inner || (place !== undefined && place < text.offset) || (inner === undefined && !written);
  return added ? uncast(child, text) : expression;
}

const WRITTEN = /^(TRY_)?CAST\(/;
