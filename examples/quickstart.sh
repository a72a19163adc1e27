#!/usr/bin/env bash
# Records a deploy, reads the balance, takes the deploy back and reads again. It needs a server:
#   FUELGAUGE_OPERATOR_KEY=… FUELGAUGE_CATALOG=hosting npx fuelgauge serve
set -euo pipefail

url=${FUELGAUGE_URL:-http://127.0.0.1:4000}
customer=${1:-curl-example}
event="deploy-$(date +%s)"

ask() {
  curl --silent --show-error --fail-with-body "$@" \
    --header "Authorization: Bearer $FUELGAUGE_OPERATOR_KEY" \
    --header 'Content-Type: application/json'
  echo
}

echo "A customer on the plan Pro, with 3,000 credits a month:"
ask --request PUT "$url/v1/customers/$customer" --data '{ "name": "Example", "plan": "pro" }'

echo "A deploy to production. Sent again under the same id, it would be charged no second time:"
ask "$url/v1/events" --data @- <<JSON
{ "id": "$event", "type": "deploy.succeeded", "customer": "$customer",
  "occurred_at": "$(date -u +%Y-%m-%dT%H:%M:%SZ)", "data": { "context": "production" } }
JSON

echo "What is left:"
ask "$url/v1/customers/$customer/balance"

echo "The deploy failed after all. Its charge is reversed, and both stay in the ledger:"
ask "$url/v1/customers/$customer/events/void" --header "Idempotency-Key: void-$event" \
  --data "{ \"id\": \"$event\", \"reason\": \"the deploy failed\" }"

echo "What is left now:"
ask "$url/v1/customers/$customer/balance"
