import type { Assembly } from '../assembly.ts';
import type { AnalysisNode, TestNode } from '../project.ts';
import { stemOf } from '../project-files.ts';
import { configureNode } from './configure-node.ts';

/** Analyses, disabled ones too: SQL that is compiled and never built. */
export function analysisNodes(assembly: Assembly): AnalysisNode[] {
  return assembly.files.analyses.flatMap((file) => {
    const source = assembly.loading.read(file.path);
    if (!source) return [];
    const name = stemOf(file);
    const entry = assembly.properties.analyses.get(name);
    const configured = configureNode({ type: 'analysis', name, file, entry, template: source }, assembly);
    return configured ? [{ ...configured.node, resourceType: 'analysis', code: source.text }] : [];
  });
}

/** Singular data tests, disabled ones too: SELECTs that must give no row. */
export function singularTestNodes(assembly: Assembly): TestNode[] {
  return assembly.files.singularTests.flatMap((file) => {
    const source = assembly.loading.read(file.path);
    if (!source || source.text.trim() === '') return [];
    const name = stemOf(file);
    const entry = assembly.properties.data_tests.get(name);
    const configured = configureNode({ type: 'test', name, file, entry, template: source }, assembly);
    if (!configured) return [];
    return [
      { ...configured.node, resourceType: 'test', test: { kind: 'singular', code: source.text } } satisfies TestNode,
    ];
  });
}
