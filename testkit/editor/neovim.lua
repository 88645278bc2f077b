-- What somebody does in Neovim, with the settings that lakemodel prints for it. Runs in 0.7 and newer; the answers go into a file as JSON.
local folder, answers = vim.env.PROJECT, {}

local function wait(what, is_so)
  if not vim.wait(30000, is_so, 20) then error('waited in vain for ' .. what) end
end

local function name_of(buffer)
  return vim.api.nvim_buf_get_name(buffer):sub(#folder + 2)
end

local function edit(path)
  local file = vim.fn.fnameescape(folder .. '/' .. path)
  vim.cmd((vim.fn.bufloaded(folder .. '/' .. path) == 1 and 'buffer ' or 'edit ') .. file)
  local buffer = vim.api.nvim_get_current_buf()
  wait('the server for ' .. path, function()
    local client = vim.tbl_filter(function(one) return one.name == 'lakemodel' end, (vim.lsp.get_clients or vim.lsp.get_active_clients)())[1]
    return client and client.initialized ~= false and vim.lsp.buf_is_attached(buffer, client.id)
  end)
  return buffer
end

local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
end

-- Puts the cursor on a text, so many bytes into it.
local function go(text, plus)
  local from, _ = text_of(0):find(text, 1, true)
  assert(from, text .. ' is not in the buffer')
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.fn.cursor(vim.fn.byte2line(from), 1)
  local line = vim.fn.line('.')
  vim.fn.cursor(line, from - vim.fn.line2byte(line) + 1 + (plus or 0))
end

local function ask(method, more)
  local params = vim.tbl_extend('force', vim.lsp.util.make_position_params(0, 'utf-16'), more or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do
    if answer.result then return answer.result end
  end
end

-- Of all files, open or not: "path:line code".
local function problems(source)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get()) do
    if one.source == (source or 'lakemodel') then
      local lsp = one.user_data and one.user_data.lsp or {}
      table.insert(found, name_of(one.bufnr) .. ':' .. (one.lnum + 1) .. ' ' .. (one.code or lsp.code or ''))
    end
  end
  table.sort(found)
  return found
end

-- As keys are pressed: so many characters are replaced at the cursor.
local function type_over(count, text)
  local keys = (count > 0 and count .. 's' or 'i') .. text .. '<Esc>'
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'xt', false)
end

local function diagnostics_while_typing()
  edit('models/big.sql')
  ask('textDocument/hover') -- answered when the project was looked at
  answers.at_first = problems()
  go('o.status,', 2)
  type_over(6, 'sttus')
  wait('a problem', function() return #problems() > 0 end)
  answers.while_typing = problems()
end

local function quick_fix()
  vim.ui.select = function(items, _, choose) choose(items[1], 1) end
  go('o.sttus', 2)
  vim.lsp.buf.code_action()
  wait('the quick fix', function() return text_of(0):find('o.status,', 1, true) end)
  wait('no problem', function() return #problems() == 0 end)
  answers.fixed = text_of(0)
end

local function definition_of(text, plus)
  edit('models/big.sql')
  go(text, plus)
  local before = name_of(0) .. vim.fn.line('.') .. ' ' .. vim.fn.col('.')
  vim.lsp.buf.definition()
  wait('the definition of ' .. text, function()
    return name_of(0) .. vim.fn.line('.') .. ' ' .. vim.fn.col('.') ~= before
  end)
  return name_of(0) .. ':' .. vim.fn.line('.') .. ' ' .. vim.fn.expand('<cword>')
end

local function questions()
  answers.definitions = {
    definition_of("ref('orders", 6),
    definition_of('o.status,', 2),
    definition_of('o.id', 0),
    definition_of("var('least", 6),
  }
  edit('models/big.sql')
  go('o.status,', 2)
  answers.hover = ask('textDocument/hover').contents.value
  -- Behind characters of two bytes and of two UTF-16 units.
  go('r.label', 4)
  answers.hover_behind = ask('textDocument/hover').contents.value
  answers.highlights = #ask('textDocument/documentHighlight')
  go('o.id', 2)
  local labels = {}
  for _, item in ipairs(ask('textDocument/completion').items) do table.insert(labels, item.label) end
  answers.completion = labels
  go('coalesce(', 9)
  answers.signature = ask('textDocument/signatureHelp').signatures[1].label
end

local function rename()
  local orders = edit('models/orders.sql')
  local big = edit('models/big.sql')
  vim.cmd('buffer ' .. orders)
  go('as status', 3)
  vim.lsp.buf.rename('state')
  wait('the rename', function() return text_of(orders):find('as state', 1, true) and text_of(big):find('o.state', 1, true) end)
  wait('no problem', function() return #problems() == 0 end)
  vim.cmd('wall')
end

local function yaml()
  edit('models/schema.yml')
  wait('the YAML schema', function() return vim.tbl_count((vim.lsp.get_clients or vim.lsp.get_active_clients)()) == 2 end)
  go('description', 0)
  type_over(11, 'descripton')
  local function told()
    return vim.tbl_filter(function(one) return (one.source or ''):find('^yaml') end, vim.diagnostic.get(0))
  end
  wait('a problem of the YAML server', function() return #told() > 0 end)
  answers.yaml = vim.tbl_map(function(one) return one.message end, told())
end

-- The project of this repository.
local function lakehouse()
  edit('models/gold/fact_work_orders.sql')
  go('    work_order_id,', 6)
  answers.hover = ask('textDocument/hover').contents.value
  answers.at_first = problems()
  go("ref('", 5)
  local model = vim.fn.expand('<cword>')
  vim.lsp.buf.definition()
  wait('the definition', function() return name_of(0):find('/' .. model .. '.sql', 1, true) end)
  edit('models/gold/dim_customer.sql')
  go('industry', 0)
  vim.lsp.buf.rename('branch')
  wait('the rename', function() return not text_of(0):find('industry,', 1, true) end)
  vim.cmd('wall')
  ask('textDocument/hover')
  answers.at_last = problems()
  edit('models/gold/dim_customer.sql')
  go('select', 0)
  type_over(6, 'select nowhere,')
  wait('a problem', function() return #problems() > 0 end)
end

local ok, failure = xpcall(function()
  local steps = { shop = { diagnostics_while_typing, quick_fix, questions, rename, yaml }, lakehouse = { lakehouse } }
  for _, step in ipairs(steps[vim.env.STEPS]) do step() end
end, debug.traceback)
if not ok then answers.failure = failure end
vim.fn.writefile({ vim.fn.json_encode(answers) }, vim.env.ANSWERS)
vim.cmd(ok and 'qall!' or 'cquit')
