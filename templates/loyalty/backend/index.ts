// The functions that manifest.json names. Every edit is compiled to backend/backend.wasm, which is what hosts run.
import { alloc, dataMutate, dataQuery, done, failed, handle, Json, log, refused } from "./metacore";
export { alloc };

/** Points from which a member is of a level. */
const SILVER: f64 = 100;
const GOLD: f64 = 500;

function levelOf(points: f64): string {
  if (points >= GOLD) return "gold";
  return points >= SILVER ? "silver" : "bronze";
}

/** Action "Give points": writes a movement, and adds to the member. */
export function give_points(pointer: i32, length: i32): i64 {
  return handle(pointer, length, (input: Json): Json => {
    const points = input.get("args").get("points").asNumber();
    if (points == 0) return failed("points_missing", "Say how many points: more than none, or less to take some.");
    const member = input.get("row");
    const total = member.get("points").asNumber() + points;
    if (total < 0) return failed("points_short", "The member has " + member.get("points").asText() + " points and no more.");
    const movement = dataMutate(
      Json.object()
        .set("op", Json.text("create"))
        .set("table", Json.text("loyalty_movements"))
        .set("model", Json.text("Movement"))
        .set(
          "data",
          Json.object()
            .set("member_id", member.get("id"))
            .set("points", Json.number(points))
            .set("reason", input.get("args").get("reason")),
        ),
    );
    if (!movement.get("success").isTrue()) return refused(movement);
    const written = dataMutate(
      Json.object()
        .set("op", Json.text("update"))
        .set("table", Json.text("loyalty_members"))
        .set("model", Json.text("Member"))
        .set("id", member.get("id"))
        .set("data", Json.object().set("level", Json.text(levelOf(total))))
        .set("inc", Json.object().set("points", Json.number(points))),
    );
    if (!written.get("success").isTrue()) return refused(written);
    log(member.get("name").asText() + " has " + total.toString() + " points");
    return done(written.get("data").get("after"));
  });
}

/** Tool "Points by level": what every level has, added up by the host. */
export function points_by_level(pointer: i32, length: i32): i64 {
  return handle(pointer, length, (input: Json): Json => {
    const sum = Json.object().set("fn", Json.text("sum")).set("col", Json.text("points")).set("as", Json.text("points"));
    const count = Json.object().set("fn", Json.text("count")).set("as", Json.text("members"));
    const found = dataQuery(
      Json.object()
        .set("table", Json.text("loyalty_members"))
        .set("order_by", Json.text("points"))
        .set("order_dir", Json.text("desc"))
        .set(
          "aggregate",
          Json.object().set("group_by", Json.list().add(Json.text("level"))).set("select", Json.list().add(sum).add(count)),
        ),
    );
    return found.get("success").isTrue() ? done(found.get("data")) : refused(found);
  });
}
