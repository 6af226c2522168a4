// Runs Lighthouse once on each address given, as on a phone, each in a browser of its own: one line of JSON for each.
//   node lighthouse.mjs '{"browser": "/usr/bin/chromium", "flags": [], "addresses": ["http://127.0.0.1:8000/"], "slowdown": 4}'
import {launch} from 'chrome-launcher'
import lighthouse from 'lighthouse'
import {throttling} from 'lighthouse/core/config/constants.js'
import {TraceProcessor} from 'lighthouse/core/lib/tracehouse/trace-processor.js'

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const {browser, flags, addresses, slowdown} = JSON.parse(process.argv[2])

// The longest task by the time that a processor worked on it, slowed as Lighthouse's model does: layout half as much.
function longestByWork(trace) {
  const events = TraceProcessor.processTrace(trace).mainThreadEvents
  const layouts = events.filter(({name}) => name === 'Layout')
  const slowed = (task) => {
    const laidOut = layouts.some(({ts}) => ts >= task.ts && ts <= task.ts + task.dur)
    return task.tdur / 1000 * slowdown / (laidOut ? 2 : 1)
  }
  return Math.max(0, ...events.filter((event) => TraceProcessor.isScheduleableTask(event) && event.tdur).map(slowed))
}

for (const address of addresses) {
  const chrome = await launch({chromePath: browser, chromeFlags: ['--headless=new', ...flags], logLevel: 'silent'})
  try {
    const options = {port: chrome.port, logLevel: 'silent', onlyCategories: CATEGORIES}
    const {lhr, artifacts} = await lighthouse(address, {...options, throttling: {...throttling.mobileSlow4G, cpuSlowdownMultiplier: slowdown}})
    const value = (id) => lhr.audits[id]?.numericValue ?? null
    const tasks = lhr.audits['long-tasks']?.details?.items ?? []
    const observed = lhr.audits['main-thread-tasks']?.details?.items ?? []
    console.log(JSON.stringify({
      address,
      error: lhr.runtimeError?.message ?? null,
      scores: Object.fromEntries(CATEGORIES.map((id) => [id, Math.round((lhr.categories[id].score ?? 0) * 100)])),
      fcp: value('first-contentful-paint'),
      lcp: value('largest-contentful-paint'),
      tbt: value('total-blocking-time'),
      cls: value('cumulative-layout-shift'),
      simulated_task: Math.max(0, ...tasks.map((task) => task.duration)),
      worked_task: artifacts.Trace ? longestByWork(artifacts.Trace) : 0, // none after an error
      observed_task: Math.max(0, ...observed.map((task) => task.duration)),
      failed: CATEGORIES.flatMap((id) => lhr.categories[id].auditRefs)
        .filter(({id, weight}) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({id}) => id),
      warnings: lhr.runWarnings,
      machine: lhr.environment.benchmarkIndex,
      version: lhr.lighthouseVersion,
    }))
  } finally {
    await chrome.kill()
  }
}
