// Owns: what Slack checks of a modal before it sends it: what is required, lengths, numbers, addresses.

const EMPTY = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

function chosen(state) {
  if (!state) return null;
  const { type, ...rest } = state;
  return Object.values(rest)[0] ?? null;
}

const RULES = {
  plain_text_input: (value, e) => {
    const length = [...value].length;
    if (e.min_length && length < e.min_length) return `Please enter at least ${e.min_length} characters.`;
    return e.max_length && length > e.max_length ? `Please enter at most ${e.max_length} characters.` : null;
  },
  email_text_input: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Please enter a valid email address."),
  url_text_input: (value) => (/^https?:\/\/[^\s.]+\.?\S*$/i.test(value) ? null : "Please enter a valid URL."),
  number_input: (value, e) => {
    const form = e.is_decimal_allowed ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+$/;
    if (!form.test(value.trim())) return e.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
    if (e.min_value !== undefined && Number(value) < Number(e.min_value)) return `Please enter ${e.min_value} or more.`;
    return e.max_value !== undefined && Number(value) > Number(e.max_value) ? `Please enter ${e.max_value} or less.` : null;
  },
};

/** block_id -> what is wrong, for the input blocks of a view. */
export function faultsOf(blocks, values) {
  const wrong = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const value = chosen(values[block.block_id]?.[block.element.action_id]);
    if (EMPTY(value)) {
      if (!block.optional) wrong[block.block_id] = "Please complete this required field.";
    } else {
      const text = RULES[block.element.type]?.(value, block.element);
      if (text) wrong[block.block_id] = text;
    }
  }
  return wrong;
}
