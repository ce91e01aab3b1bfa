/** What a producer of flows does, beside adding one. */
export const flows = (desk) => ({
  flowBulk: async (request) => (await desk.flows(request).addBulk(request.trees)).map((tree) => tree.job.id),
  /** The ids of a flow as it stands: { id, children }, children in the order of their ids. */
  flowTree: async (request) => told(await desk.flows(request).getFlow(request.wanted)),
});

function told(node) {
  if (!node) return null;
  const children = (node.children ?? []).filter((child) => child).map(told);
  return { id: node.job.id, children: children.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
