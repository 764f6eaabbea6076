/** A link between two tasks, by their positions in the list of tasks. */
export interface LinkEnds {
  readonly from: number;
  readonly to: number;
}

export interface LinkCycle {
  /** Positions of the tasks in the order of the links, the earliest in the file first. */
  readonly tasks: readonly number[];
  /** Position in the list of links of the one that comes last in the file. */
  readonly link: number;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  /** Position of the link, or null where the edge is the tree's. */
  readonly link: number | null;
}

/**
 * Finds tasks that wait for each other (BR-149). A link of a summary binds all tasks below it, so a cycle may also lead
 * through the tree: B follows A, and the summary of A follows B. Works in loops, not by recursion: plans can be deep.
 * After each cycle its last link is taken away and the search goes on, so independent cycles are all found.
 * @param parents position of each task's parent, or null
 */
export function findLinkCycles(parents: readonly (number | null)[], links: readonly LinkEnds[], limit = 100): LinkCycle[] {
  const cycles: LinkCycle[] = [];
  let edges = edgesOf(parents, links);
  while (cycles.length < limit) {
    edges = edgesThatWait(edges, parents.length * 2);
    if (edges.length === 0) break;
    const ring = ringIn(edges);
    const link = ring.reduce((last, edge) => Math.max(last, edge.link ?? -1), -1);
    cycles.push({ tasks: tasksOf(ring), link });
    edges = edges.filter((edge) => edge.link !== link);
  }
  return cycles;
}

// Each task has two nodes, its beginning (2n) and its end (2n + 1); a summary begins before and ends after what it holds.
function edgesOf(parents: readonly (number | null)[], links: readonly LinkEnds[]): Edge[] {
  const edges: Edge[] = [];
  parents.forEach((parent, task) => {
    edges.push({ from: 2 * task, to: 2 * task + 1, link: null });
    if (parent === null) return;
    edges.push({ from: 2 * parent, to: 2 * task, link: null }, { from: 2 * task + 1, to: 2 * parent + 1, link: null });
  });
  links.forEach(({ from, to }, link) => {
    edges.push({ from: 2 * from + 1, to: 2 * to, link });
  });
  return edges;
}

/** Takes away, again and again, every node that waits for nothing; the edges between those left over. */
function edgesThatWait(edges: readonly Edge[], nodes: number): Edge[] {
  const waitsFor = new Int32Array(nodes);
  const followers: number[][] = Array.from({ length: nodes }, () => []);
  for (const { from, to } of edges) {
    waitsFor[to] = (waitsFor[to] as number) + 1;
    followers[from]?.push(to);
  }
  const free: number[] = [];
  waitsFor.forEach((count, node) => {
    if (count === 0) free.push(node);
  });
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const next of followers[node] as number[]) {
      const count = (waitsFor[next] as number) - 1;
      waitsFor[next] = count;
      if (count === 0) free.push(next);
    }
  }
  return edges.filter(({ from, to }) => waitsFor[from] !== 0 && waitsFor[to] !== 0);
}

/** Goes backwards until a node comes again; each node has an edge into it, so this ends in a ring. Edges in forward order. */
function ringIn(edges: readonly Edge[]): Edge[] {
  const into = new Map<number, Edge>();
  // The first edge into a node is the shortest way for a summary: from its own beginning, not through what it holds.
  for (const edge of edges) if (!into.has(edge.to)) into.set(edge.to, edge);
  const seen = new Map<number, number>();
  const walked: Edge[] = [];
  let node = (edges[0] as Edge).to;
  while (!seen.has(node)) {
    seen.set(node, walked.length);
    const edge = into.get(node) as Edge;
    walked.push(edge);
    node = edge.from;
  }
  return walked.slice(seen.get(node)).reverse();
}

function tasksOf(ring: readonly Edge[]): number[] {
  const tasks = ring.map((edge) => edge.to >> 1).filter((task, i, all) => task !== all[(i + 1) % all.length]);
  const first = tasks.indexOf(tasks.reduce((least, task) => Math.min(least, task)));
  return [...tasks.slice(first), ...tasks.slice(0, first)];
}
