import { App } from "aws-cdk-lib";
import { expect, it } from "vitest";
import { SubscriberStack } from "../../examples/subscriber/subscriber-stack.ts";
import { inside, listOf, Templates, textOf } from "../../infra/checks/template.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";

it("the example hears InvoiceIssued from Weft's account only, and parks what fails", () => {
  const outdir = mkdtempSync(join(tmpdir(), "weft-subscriber-"));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new SubscriberStack(app, "WeftInvoices", { weftAccount: "111122223333" });
    const all = new Templates(app.synth().stacks.map(({ stackName: name, template }) => ({ name, template })));
    const [rule] = all.of("AWS::Events::Rule");
    expect(rule!.properties["EventPattern"]).toEqual({
      account: ["111122223333"],
      source: [`weft.${InvoiceIssued.context}`],
      "detail-type": [InvoiceIssued.name],
      detail: { metadata: { version: [InvoiceIssued.version] } },
    });
    expect(inside(listOf(rule!.properties["Targets"])[0], "DeadLetterConfig", "Arn")).toBeDefined();
    expect(textOf(all.of("AWS::Events::EventBusPolicy")[0]!.properties)).toContain("111122223333");
    expect(all.of("AWS::SQS::Queue").filter(({ properties }) => properties["RedrivePolicy"] !== undefined)).toHaveLength(1);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
