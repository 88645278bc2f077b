/** OpenLineage's events as plain JSON data, in the words of its specification 2-0-2. */
export type OpenLineageEvent = RunEvent | JobEvent | DatasetEvent;

interface BaseEvent {
  /** ISO time, UTC. */
  readonly eventTime: string;
  /** URI of the program that made it, with its version. */
  readonly producer: string;
  readonly schemaURL: string;
}

export type RunState = 'START' | 'COMPLETE' | 'FAIL' | 'ABORT';

/** A run has reached a state. */
export interface RunEvent extends BaseEvent {
  readonly eventType: RunState;
  readonly run: Run;
  readonly job: Job;
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
}

/** What a job is, without a run of it. */
export interface JobEvent extends BaseEvent {
  readonly job: Job;
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
}

/** What a dataset is that no job of the project writes. */
export interface DatasetEvent extends BaseEvent {
  readonly dataset: Dataset;
}

export interface Run {
  /** A UUID. */
  readonly runId: string;
  readonly facets: Facets;
}

export interface Job extends Name {
  readonly facets: Facets;
}

/** Of a job or a dataset: unique within its namespace. */
export interface Name {
  readonly namespace: string;
  readonly name: string;
}

export interface Dataset extends Name {
  readonly facets: Facets;
}

export interface InputDataset extends Dataset {
  readonly inputFacets?: Facets;
}

export interface OutputDataset extends Dataset {
  readonly outputFacets?: Facets;
}

export type Facets = Readonly<Record<string, Facet>>;

export interface Facet {
  readonly _producer: string;
  readonly _schemaURL: string;
  readonly [key: string]: unknown;
}
