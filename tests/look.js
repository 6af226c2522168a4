// What tests/test_look.py measures in a page. Every measure returns its troubles as sentences; none means none.

window.look = (() => {
  const PRESSABLE = 'a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex="0"]'
  const SKIPPED = 'script, style, template, noscript, title, desc'

  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const colours = new Map()

  // Any CSS colour as red, green, blue and opacity, the last from 0 to 1.
  function colour(text) {
    if (!colours.has(text)) {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = text
      canvas.fillRect(0, 0, 1, 1)
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
      colours.set(text, [r, g, b, a / 255])
    }
    return colours.get(text)
  }

  // How much of an element is left when it and what it stands in let through what is behind them.
  function opacity(element) {
    let left = 1
    for (let at = element; at; at = at.parentElement) left *= getComputedStyle(at).opacity
    return left
  }

  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]

  function luminance([r, g, b]) {
    const [x, y, z] = [r, g, b].map(value => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }

  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }

  // What is painted behind an element's content; in a drawing, the last shape under its middle.
  function background(element) {
    const layers = []
    for (let at = element; at; at = at.parentElement) {
      const layer = colour(getComputedStyle(at).backgroundColor)
      if (layer[3]) layers.push(layer)
      if (layer[3] === 1) break
    }
    const below = layers.reverse().reduce((sum, layer) => over(layer, sum), [0, 0, 0, 1])
    return element.ownerSVGElement ? shapeUnder(element, below) : below
  }

  function shapeUnder(text, below) {
    const {left, top, width, height} = text.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    for (const shape of text.ownerSVGElement.querySelectorAll('rect, circle, ellipse, path, polygon')) {
      const box = shape.getBoundingClientRect()
      const {fill} = getComputedStyle(shape)
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      if (fill === 'none' || !before || x < box.left || x > box.right || y < box.top || y > box.bottom) continue
      below = over(colour(fill), below)
    }
    return below
  }

  // A rule for readers who see by ear hides from the eye by clipping; a box of one pixel is no target either.
  function seen(element) {
    if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true})) return false
    for (let at = element; at; at = at.parentElement) {
      if (getComputedStyle(at).clipPath === 'inset(50%)') return false
    }
    return true
  }

  function name(element) {
    const classes = [...element.classList].map(word => `.${word}`).join('')
    const text = (element.textContent || element.value || '').trim().replace(/\s+/g, ' ').slice(0, 40)
    const around = element.parentElement?.closest('[class], [id]')
    const where = around ? `${around.localName}${around.id ? `#${around.id}` : ''}${[...around.classList].map(word => `.${word}`).join('')} ` : ''
    return `${where}${element.localName}${element.id ? `#${element.id}` : ''}${classes} "${text}"`
  }

  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      if (walker.currentNode.data.trim() && !element.closest(SKIPPED) && seen(element)) yield walker.currentNode
    }
  }

  // Sideways

  function overflow() {
    const trouble = []
    const wide = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth > wide) {
      const out = [...document.body.querySelectorAll('*')].filter(one => seen(one) && one.getBoundingClientRect().right > wide + 1)
      const widest = out.find(one => !out.some(other => other !== one && one.contains(other)))
      trouble.push(`the page is ${document.documentElement.scrollWidth} px wide on a screen of ${wide}${widest ? `, as far as ${name(widest)}` : ''}`)
    }
    const range = document.createRange()
    const said = new Set()
    for (const text of texts(document.body)) {
      range.selectNodeContents(text)
      const out = [...range.getClientRects()].find(({left, right, width}) => width > 0 && (left < -1 || right > wide + 1))
      if (out && !said.has(text.parentElement)) {
        said.add(text.parentElement)
        trouble.push(`${name(text.parentElement)} stands at ${Math.round(out.left)} to ${Math.round(out.right)} on a screen of ${wide}`)
      }
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (element.matches('input, select, svg, svg *, pre')) continue
      const {overflowX, overflowY} = getComputedStyle(element)
      const across = element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible'
      const along = element.scrollHeight > element.clientHeight + 1 && ['hidden', 'clip'].includes(overflowY)
      if ((across || along) && element.clientWidth && seen(element)) {
        trouble.push(`${name(element)} holds ${element.scrollWidth} by ${element.scrollHeight} in ${element.clientWidth} by ${element.clientHeight}`)
      }
    }
    return trouble
  }

  // Somebody who needs more space sets it for all text: WCAG 1.4.12.
  function spaceText() {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      * { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }

  // Targets

  const pressable = () => [...document.body.querySelectorAll(PRESSABLE)].filter(one => !one.matches(':disabled') && seen(one))

  // Where a press counts: for a control that is labelled, on its label as well.
  function target(element) {
    const boxes = [element, ...(element.labels ?? [])].map(part => part.getBoundingClientRect())
    const left = Math.min(...boxes.map(box => box.left))
    const top = Math.min(...boxes.map(box => box.top))
    const right = Math.max(...boxes.map(box => box.right))
    const bottom = Math.max(...boxes.map(box => box.bottom))
    return {left, top, right, bottom, width: right - left, height: bottom - top}
  }

  // In a line of text the line sets the height.
  function inLine(element) {
    if (!getComputedStyle(element).display.startsWith('inline')) return false
    let block = element.parentElement
    while (block && /^(inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement
    const own = element.textContent.trim().length
    return own > 0 && block.textContent.trim().length > own
  }

  function apart(box, others) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    return others.every(other => {
      const small = other.width < 24 || other.height < 24
      const dx = small ? x - (other.left + other.right) / 2 : Math.max(other.left - x, 0, x - other.right)
      const dy = small ? y - (other.top + other.bottom) / 2 : Math.max(other.top - y, 0, y - other.bottom)
      return Math.hypot(dx, dy) >= (small ? 24 : 12)
    })
  }

  // Large ones are 44 px high: what a thumb presses again and again.
  function targets(large) {
    const trouble = []
    const all = pressable().map(element => [element, target(element)]).filter(([, box]) => box.width && box.height)
    for (const [element, box] of all) {
      if (inLine(element)) continue
      const size = `${name(element)} is ${Math.round(box.width)} by ${Math.round(box.height)} px`
      if ((box.width < 24 || box.height < 24) && !apart(box, all.filter(([other]) => other !== element).map(([, other]) => other))) {
        trouble.push(`${size}; 24 are the least`)
      } else if (large && element.matches(large) && box.height < 43.5) {
        trouble.push(`${size}; 44 high is the least here`)
      }
    }
    return trouble
  }

  // Focus

  function ring(element) {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(at)
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) {
        return {width: parseFloat(outlineWidth), ratio: contrast(over(colour(outlineColor), background(at.parentElement)), background(at.parentElement))}
      }
    }
  }

  // What else is in front of an element's middle, and stays there when the page scrolls. What a reader opened, Escape closes.
  function coveredBy(element) {
    const box = element.getClientRects()[0]
    if (!box) return
    const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    for (let at = hit; at; at = at.parentElement) {
      if (at.contains(element) || at.matches(':popover-open')) return
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return at
    }
  }

  // The caller has pressed Tab, so that a browser shows whatever comes into focus next.
  async function focus() {
    const trouble = []
    const dialog = document.querySelector('dialog:modal') ?? document.body
    for (const element of pressable()) {
      if (element.tabIndex < 0 || !dialog.contains(element)) continue
      element.focus()
      if (document.activeElement !== element) {
        if (seen(element)) trouble.push(`${name(element)} does not take the focus`)
        continue
      }
      const found = ring(element)
      if (!found) trouble.push(`${name(element)} does not show its focus`)
      else if (found.width < 2) trouble.push(`${name(element)} has a ring of ${found.width} px; 2 are the least`)
      else if (found.ratio < 3) trouble.push(`${name(element)} has a ring of ${found.ratio.toFixed(1)}:1; 3 is the least`)
      // What is placed beside something finds its place a frame later.
      if (coveredBy(element)) await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
      const cover = coveredBy(element)
      if (cover) trouble.push(`${name(element)} has the focus under ${name(cover)}`)
    }
    return trouble
  }

  // Contrast

  function* painted() {
    for (const text of texts(document.body)) {
      const element = text.parentElement
      const style = getComputedStyle(element)
      yield [element, element.namespaceURI.endsWith('svg') ? style.fill : style.color, background(element)]
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const part of ['::before', '::after', '::marker', '::placeholder']) {
        const style = getComputedStyle(element, part)
        const said = part === '::placeholder' ? element.placeholder : part === '::marker' ? false : /^"\S|counter/.test(style.content)
        if (said && seen(element)) yield [element, style.color, over(colour(style.backgroundColor), background(element))]
      }
      if (element.matches('input:not([type=checkbox], [type=radio]), textarea, select') && seen(element)) {
        yield [element, getComputedStyle(element).color, background(element)]
      }
    }
  }

  // Body text is what is read on and on: a paragraph and the like, in ink.
  function contrasts() {
    const trouble = new Set()
    const ink = getComputedStyle(document.documentElement).color
    for (const [element, paint, behind] of painted()) {
      if (element.closest(':disabled') || !colour(paint)[3]) continue // said, and not shown
      const [red, green, blue, alpha] = colour(paint)
      const ratio = contrast(over([red, green, blue, alpha * opacity(element)], behind), behind)
      const body = paint === ink && element.closest('main') && element.closest('p, li, td, dd, blockquote, label')
      const least = body ? 7 : 4.5
      if (ratio < least) trouble.add(`${name(element)} has ${ratio.toFixed(2)}:1, ${paint} on rgb(${behind.slice(0, 3).map(Math.round)}); ${least} is the least`)
    }
    return [...trouble]
  }

  // Forced colours

  const edged = style => ['Top', 'Right', 'Bottom', 'Left'].some(side => parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== 'none')

  // How a thing is told apart from its like, in words that compare.
  function marking(element) {
    const style = getComputedStyle(element)
    const before = getComputedStyle(element, '::before').content
    return [style.borderTopWidth, style.borderBottomWidth, style.borderInlineStartWidth, style.borderTopStyle, style.borderTopColor,
      style.borderBottomColor, style.textDecorationLine, style.textDecorationThickness, style.fontWeight, style.backgroundColor, style.color, style.outlineStyle, before].join(' ')
  }

  function forced() {
    const trouble = []
    const paper = background(document.documentElement)
    for (const element of document.body.querySelectorAll('button, .option, select, textarea, input:not([type=checkbox], [type=radio], [type=file], [type=hidden])')) {
      const style = getComputedStyle(element)
      if (seen(element) && !edged(style) && !style.textDecorationLine.includes('underline')) trouble.push(`${name(element)} has no edge`)
    }
    for (const mark of document.body.querySelectorAll('mark')) {
      if (seen(mark) && marking(mark) === marking(mark.parentElement)) trouble.push(`${name(mark)} is not told apart`)
    }
    for (const shape of document.body.querySelectorAll('svg :is(path, rect, circle, ellipse, line, polyline, polygon)')) {
      if (!seen(shape) || shape.closest('defs, clipPath, mask, symbol, pattern')) continue
      const {fill, stroke, strokeWidth} = getComputedStyle(shape)
      const strokes = stroke !== 'none' && parseFloat(strokeWidth) > 0 && contrast(over(colour(stroke), paper), paper)
      const fills = fill !== 'none' && contrast(over(colour(fill), paper), paper)
      if (Math.max(strokes, fills) < 3) trouble.push(`${name(shape)} is not seen: fill ${fill}, stroke ${stroke}`)
    }
    return [...trouble, ...choices()]
  }

  // Of things in a row, of which one is on, that one looks different; a radio or checkbox in sight says so itself.
  function choices() {
    const trouble = []
    for (const state of ['aria-pressed', 'aria-current', 'aria-selected']) {
      for (const on of document.body.querySelectorAll(`[${state}]:not([${state}="false"])`)) {
        const like = [...(on.closest('ul, ol, fieldset, [role]') ?? on.parentElement).querySelectorAll(on.localName)]
          .find(other => other.getAttribute(state) !== on.getAttribute(state) && other.className === on.className && seen(other))
        if (like && seen(on) && marking(on) === marking(like)) trouble.push(`${name(on)} looks as if it were not ${state}`)
      }
    }
    for (const on of document.body.querySelectorAll('input:is([type=checkbox], [type=radio]):checked')) {
      const label = on.labels[0]
      if (!label || !seen(label) || (seen(on) && getComputedStyle(on).appearance !== 'none' && on.clientWidth > 8)) continue
      const off = [...document.querySelectorAll(`input[name="${CSS.escape(on.name)}"]`)].find(other => !other.checked && other.labels[0])
      if (off && marking(label) === marking(off.labels[0])) trouble.push(`${name(label)} looks as if it were not chosen`)
    }
    return trouble
  }

  // Motion

  function motion() {
    const trouble = document.getAnimations()
      .filter(({effect}) => effect.getComputedTiming().duration !== 0)
      .map(({effect, animationName, transitionProperty}) => `${name(effect.target)} moves: ${animationName ?? transitionProperty}`)
    const longest = times => Math.max(...times.split(', ').map(parseFloat))
    for (const element of document.querySelectorAll('*')) {
      for (const part of [undefined, '::before', '::after']) {
        const style = getComputedStyle(element, part)
        if (longest(style.transitionDuration) > 0.01) trouble.push(`${name(element)}${part ?? ''} takes ${style.transitionDuration} to change`)
        if (style.animationName !== 'none' && longest(style.animationDuration) > 0.01) trouble.push(`${name(element)}${part ?? ''} runs ${style.animationName}`)
        if (style.scrollBehavior === 'smooth') trouble.push(`${name(element)} scrolls smoothly`)
      }
    }
    return trouble
  }

  return {contrasts, focus, forced, motion, overflow, spaceText, targets, seen}
})()
