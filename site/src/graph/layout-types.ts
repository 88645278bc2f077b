/** What the layout is asked for. Nodes are named by their place in the list; sizes are in pixels. */
export interface LayoutRequest {
  readonly nodes: readonly {
    readonly width: number;
    readonly height: number;
    /** Index of the band that the node stands in: bands follow each other from left to right. */
    readonly band?: number;
  }[];
  readonly edges: readonly (readonly [from: number, to: number])[];
  readonly bands?: number;
  /** Space between columns, for what is written on edges. */
  readonly gap?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LayoutResult {
  readonly width: number;
  readonly height: number;
  /** Centres, in the order of the nodes. */
  readonly nodes: readonly Point[];
  /** In the order of the edges: from the border of the one node to that of the other, with bends between. */
  readonly edges: readonly (readonly Point[])[];
  /** Left and right end of each band. */
  readonly bands: readonly (readonly [left: number, right: number])[];
}
