import { describe, expect, test } from "vitest";
import { compilePattern } from "../../local/bus/event-pattern.ts";

/**
 * Conformance table. Sources: event-ruler README (sections named in the first column) and EventBridge user guide,
 * "Comparison operators for use in event patterns".
 */
const event = {
  version: "0",
  id: "ddddd4-aaaa-7777-4444-345dd43cc333",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  time: "2017-10-02T16:24:49Z",
  resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-1", "arn:second"],
  detail: {
    "c-count": 5,
    "d-count": 3,
    "x-limit": 301.8,
    "source-ip": "10.0.0.33",
    v6: "2001:db8::7",
    state: "running",
    empty: "",
    nothing: null,
    flag: true,
    huge: 6e9,
    path: "dir/a*b\\c.PNG",
    tags: ["red", "green"],
    none: [],
    object: { inner: 1 },
    lines: [
      { sku: "a", qty: 1 },
      { sku: "b", qty: 9 },
    ],
  },
};
const detail = (inner: object) => ({ detail: inner });

const table: readonly (readonly [source: string, matches: boolean, pattern: object])[] = [
  ["Simple matching", true, { source: ["aws.ec2"] }],
  ["Simple matching: any of the list", true, detail({ state: ["initializing", "running"] })],
  ["Simple matching: all fields", false, { source: ["aws.ec2"], ...detail({ state: ["stopped"] }) }],
  ["Simple matching: case counts", false, { source: ["AWS.EC2"] }],
  ["Array matching: intersection", true, { resources: ["arn:second", "other"] }],
  ["Array matching: no intersection", false, { resources: ["other"] }],
  ["Array matching: within detail", true, detail({ tags: ["green"] })],
  ["Array consistency: one element holds both", true, detail({ lines: { sku: ["b"], qty: [9] } })],
  ["Array consistency: not across elements", false, detail({ lines: { sku: ["a"], qty: [9] } })],
  ["Numbers compare by value", true, detail({ "x-limit": [3.018e2] })],
  ["A number is not its text", false, detail({ "c-count": ["5"] })],
  ["Booleans", true, detail({ flag: [true] })],
  ["null is a value", true, detail({ nothing: [null] })],
  ["null is not absent", false, detail({ missing: [null] })],
  ["Empty text", true, detail({ empty: [""] })],
  ["Empty text is not absent", false, detail({ missing: [""] })],
  ["Prefix", true, { time: [{ prefix: "2017-10-02" }] }],
  ["Prefix: no", false, { time: [{ prefix: "2018" }] }],
  ["Prefix: text only", false, detail({ "c-count": [{ prefix: "5" }] })],
  ["Prefix ignoring case", true, { source: [{ prefix: { "equals-ignore-case": "AWS" } }] }],
  ["Suffix", true, { source: [{ suffix: "ec2" }] }],
  ["Suffix ignoring case", true, detail({ path: [{ suffix: { "equals-ignore-case": ".png" } }] })],
  ["Suffix: case counts", false, detail({ path: [{ suffix: ".png" }] })],
  ["Equals-ignore-case", true, { source: [{ "equals-ignore-case": "AWS.EC2" }] }],
  ["Wildcard", true, { source: [{ wildcard: "a*.e*2" }] }],
  ["Wildcard: whole text", false, { source: [{ wildcard: "a*.e" }] }],
  ["Wildcard: escaped * and \\", true, detail({ path: [{ wildcard: "*/a\\*b\\\\c*" }] })],
  ["Wildcard: a dot is a dot", false, { source: [{ wildcard: "aws?ec2" }] }],
  ["Anything-but text", true, detail({ state: [{ "anything-but": "initializing" }] })],
  ["Anything-but text: no", false, detail({ state: [{ "anything-but": "running" }] })],
  ["Anything-but asks for presence", false, detail({ missing: [{ "anything-but": "x" }] })],
  ["Anything-but list", false, detail({ state: [{ "anything-but": ["stopped", "running"] }] })],
  ["Anything-but number", true, detail({ "x-limit": [{ "anything-but": [100, 200] }] })],
  ["Anything-but prefix", false, detail({ state: [{ "anything-but": { prefix: "run" } }] })],
  ["Anything-but prefix list", false, detail({ state: [{ "anything-but": { prefix: ["stop", "run"] } }] })],
  ["Anything-but suffix", true, detail({ state: [{ "anything-but": { suffix: "ped" } }] })],
  ["Anything-but equals-ignore-case", false, detail({ state: [{ "anything-but": { "equals-ignore-case": "RUNNING" } }] })],
  ["Anything-but wildcard", false, detail({ state: [{ "anything-but": { wildcard: "r*g" } }] })],
  ["Anything-but over an array: one other element is enough", true, detail({ tags: [{ "anything-but": "red" }] })],
  ["Numeric range", true, detail({ "c-count": [{ numeric: [">", 0, "<=", 5] }] })],
  ["Numeric <", false, detail({ "d-count": [{ numeric: ["<", 3] }] })],
  ["Numeric =", true, detail({ "x-limit": [{ numeric: ["=", 3.018e2] }] })],
  ["Numeric: numbers only", false, detail({ state: [{ numeric: [">", 0] }] })],
  ["Numeric: −5e9…5e9 only (an amount over 50 M in cents never matches)", false, detail({ huge: [{ numeric: [">", 0] }] })],
  ["cidr v4", true, detail({ "source-ip": [{ cidr: "10.0.0.0/24" }] })],
  ["cidr v4: no", false, detail({ "source-ip": [{ cidr: "10.0.1.0/24" }] })],
  ["cidr v6", true, detail({ v6: [{ cidr: "2001:db8::/32" }] })],
  ["cidr: no address", false, detail({ state: [{ cidr: "10.0.0.0/8" }] })],
  ["Exists true", true, detail({ "c-count": [{ exists: true }] })],
  ["Exists false", true, detail({ missing: [{ exists: false }] })],
  ["Exists false: present", false, detail({ state: [{ exists: false }] })],
  ["Exists: null is present", true, detail({ nothing: [{ exists: true }] })],
  ["Exists works on leaves: an object counts as absent", true, detail({ object: [{ exists: false }] })],
  ["Exists: absent parent", true, detail({ gone: { deeper: [{ exists: false }] } })],
  ["Exists: an empty array is absent", true, detail({ none: [{ exists: false }] })],
  ["$or: one branch", true, { $or: [{ source: ["x"] }, detail({ state: ["running"] })] }],
  ["$or: no branch", false, { $or: [{ source: ["x"] }, { source: ["y"] }] }],
  ["$or: beside a field", false, { id: ["x"], $or: [{ source: ["aws.ec2"] }, { source: ["y"] }] }],
  ["$or: nested in detail", true, detail({ $or: [{ state: ["x"] }, { "d-count": [3] }] })],
  ["$or with a branch of two fields", false, { $or: [{ source: ["aws.ec2"], id: ["x"] }, { source: ["y"] }] }],
];

describe("EventBridge pattern semantics", () => {
  test.each(table)("%s → %s", (_source, matches, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(matches);
  });

  const refused: readonly (readonly [why: string, pattern: unknown])[] = [
    ["a value outside a list", { source: "aws.ec2" }],
    ["an empty list", { source: [] }],
    ["an empty object", { detail: {} }],
    ["an unknown operator", { source: [{ regex: "a" }] }],
    ["two * in a row", { source: [{ wildcard: "a**b" }] }],
    ["a strange escape", { source: [{ wildcard: "a\\b" }] }],
    ["a mixed anything-but list", { source: [{ "anything-but": ["a", 1] }] }],
    ["a numeric bound beyond 5e9", { source: [{ numeric: [">", 5_000_000_001] }] }],
    ["a numeric without its bound", { source: [{ numeric: [">"] }] }],
    ["a block that is none", { source: [{ cidr: "10.0.0.0" }] }],
    ["more than 2,048 characters", { source: ["x".repeat(2100)] }],
    ["$or with one branch whose value is no pattern", { $or: [{ source: ["a"] }] }],
  ];
  test.each(refused)("refuses %s", (_why, pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });
});
