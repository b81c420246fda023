.DEFAULT_GOAL := help
.PHONY: help build test trial demo sandbox run format lint bench size

CONFIGURATION ?= Release
BUILD := dotnet build WebhookController.sln -c $(CONFIGURATION) -v quiet --nologo

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-9s %s\n", $$1, $$2 }'

build: ## Build everything, warnings as errors
	@$(BUILD)

test: build ## Build, run every test and end with "N passed, N failed, N skipped"
	@build/test.sh $(CONFIGURATION)

# What a trial run needs, and no more: the Sandbox brings the controller along.
trial:
	@dotnet build src/Sandbox -c $(CONFIGURATION) -v quiet --nologo

demo: trial ## Walk through the main job and an archive against the Sandbox, step by step
	@dotnet src/Sandbox/bin/$(CONFIGURATION)/net10.0/Sandbox.dll demo

sandbox: trial ## Leave the Sandbox and a controller running, and print how to use kubectl with them
	@dotnet src/Sandbox/bin/$(CONFIGURATION)/net10.0/Sandbox.dll serve

run: build ## Run the controller against the cluster that KUBECONFIG names
	@dotnet src/WebhookController/bin/$(CONFIGURATION)/net10.0/WebhookController.dll run $(ARGS)

format: ## Put the code into house style
	@dotnet format WebhookController.sln

lint: build ## Check style and size without changing anything
	@dotnet format WebhookController.sln --verify-no-changes
	@build/size.sh

bench: ## Run the benchmarks (several minutes)
	@dotnet run -c Release --project tests/Benchmarks -- --filter '*'

size: ## Print how long the source files are
	@build/size.sh
