// Owns: putting newer nodes in the place of older ones so that focus, scroll and what is unchanged survive.

/** Put exactly these nodes into a parent, moving as few as possible, so that focus and scroll survive. */
export function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const node of nodes) {
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

/** Replace a node by its newer self and keep the focus on the same control. */
export function refocus(old, fresh) {
  const active = document.activeElement;
  if (!old?.contains(active)) return () => {};
  const action = active.dataset.action;
  const block = active.closest("[data-block]")?.dataset.block;
  return () => {
    const scope = (block && fresh.querySelector(`[data-block="${CSS.escape(block)}"]`)) || fresh;
    const same =
      action !== undefined && active !== old
        ? scope.querySelector(`[data-action="${CSS.escape(action)}"]`)
        : null;
    (same ?? fresh).focus({ preventScroll: true });
  };
}
