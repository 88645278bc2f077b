import { secretsOf } from '../artifacts/index.ts';
import type { Host } from '../lakemodel.ts';
import type { Target } from '../project/project.ts';

/** Collects texts that nothing may show or keep, while projects are opened and compiled. */
export interface Secrets {
  /** The host to open projects with: variables of the environment that are secrets by their names are noted when a template reads them. */
  readonly host: Host;
  /** Notes the secrets in a target's settings. */
  readonly ofTarget: (target: Target) => void;
  readonly list: () => readonly string[];
}

// dbt's own prefix, and what people call such variables.
const SECRET_NAME =
  /^DBT_ENV_SECRET|(^|_)(pass|passwd|password|passphrase|pwd|pw|secret|token|credentials?|apikey)(_|$)|api_?key|access_?key|private_?key/i;

/** Listens to what templates read of the environment. */
export function hearSecrets(host: Host): Secrets {
  const found = new Set<string>();
  return {
    host: {
      ...host,
      env: (name) => {
        const value = host.env(name);
        if (value !== undefined && SECRET_NAME.test(name)) found.add(value);
        return value;
      },
    },
    ofTarget: (target) => {
      // A template that could not be rendered is no secret: models may hold the same text.
      for (const text of secretsOf(target)) if (!text.includes('{{')) found.add(text);
    },
    list: () => [...found],
  };
}
